namespace RedisOperator.LocalCluster.Api.Protobuf;

internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>One field as it comes over the wire: a number, or bytes.</summary>
internal readonly record struct WireField(int Number, WireType Type, ulong Value, ReadOnlyMemory<byte> Bytes);
