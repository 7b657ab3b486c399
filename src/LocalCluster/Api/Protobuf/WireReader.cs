using System.Buffers.Binary;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Protobuf;

/// <summary>Takes a protobuf message apart without knowing what it means.</summary>
internal static class WireReader
{
    public static IEnumerable<WireField> Read(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message.Span, ref at);
            var number = (int)(tag >> 3);
            yield return (WireType)(tag & 7) switch
            {
                WireType.Varint => new(number, WireType.Varint, Varint(message.Span, ref at), default),
                WireType.Fixed64 => new(number, WireType.Fixed64, BinaryPrimitives.ReadUInt64LittleEndian(Take(message, ref at, 8).Span), default),
                WireType.Fixed32 => new(number, WireType.Fixed32, BinaryPrimitives.ReadUInt32LittleEndian(Take(message, ref at, 4).Span), default),
                WireType.Bytes => new(number, WireType.Bytes, 0, Take(message, ref at, (int)Math.Min(Varint(message.Span, ref at), int.MaxValue))),
                _ => throw Malformed(),
            };
        }
    }

    public static StatusException Malformed() => StatusException.BadRequest("the request's body is not well-formed protobuf");

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= message.Length)
            {
                throw Malformed();
            }

            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, int length)
    {
        if (length < 0 || length > message.Length - at)
        {
            throw Malformed();
        }

        var taken = message.Slice(at, length);
        at += length;
        return taken;
    }
}
