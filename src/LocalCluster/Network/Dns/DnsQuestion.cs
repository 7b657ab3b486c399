using System.Buffers.Binary;
using System.Text;

namespace RedisOperator.LocalCluster.Network.Dns;

/// <summary>The one question of a DNS message. The name is in lower case, without the last dot.</summary>
internal sealed record DnsQuestion(ushort Id, ushort Flags, string Name, ushort Type, ReadOnlyMemory<byte> Raw)
{
    public const ushort Address = 1;
    public const ushort Alias = 5;
    private const int HeaderLength = 12;

    /// <summary>Null for what is no question this server understands.</summary>
    public static DnsQuestion? Read(ReadOnlyMemory<byte> message)
    {
        var bytes = message.Span;
        if (bytes.Length < HeaderLength || (bytes[2] & 0x80) != 0 || BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) != 1)
        {
            return null;
        }

        var labels = new List<string>();
        var at = HeaderLength;
        while (at < bytes.Length && bytes[at] is > 0 and < 64 && at + bytes[at] < bytes.Length)
        {
            labels.Add(Encoding.ASCII.GetString(bytes.Slice(at + 1, bytes[at])).ToLowerInvariant());
            at += bytes[at] + 1;
        }

        var end = at + 5;
        return end > bytes.Length || bytes[at] != 0
            ? null
            : new DnsQuestion(
                BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), string.Join('.', labels),
                BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 1)..]), message[HeaderLength..end]);
    }
}
