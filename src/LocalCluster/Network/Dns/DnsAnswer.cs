using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace RedisOperator.LocalCluster.Network.Dns;

/// <summary>What a name means: addresses, another name, or nothing. Null addresses and alias: there is no such name.</summary>
internal sealed record DnsAnswer(IReadOnlyList<string>? Addresses, string? Alias = null)
{
    private const int Largest = 512;
    private const ushort Authoritative = 0x8580;
    private const ushort NoSuchName = 3;
    private const ushort Truncated = 0x0200;
    private const ushort RecursionDesired = 0x0100;
    private const uint Seconds = 5;

    public static readonly DnsAnswer Unknown = new((IReadOnlyList<string>?)null);

    public byte[] ToBytes(DnsQuestion question)
    {
        var records = Records(question).ToList();
        var message = Write(question, records, 0);
        return message.Length <= Largest ? message : Write(question, [], Truncated);
    }

    private IEnumerable<(ushort Type, byte[] Data)> Records(DnsQuestion question)
    {
        if (Alias is not null)
        {
            yield return (DnsQuestion.Alias, Name(Alias));
        }

        // An address of version 6 was asked for: the name is there, but has none.
        foreach (var address in question.Type == DnsQuestion.Address ? Addresses ?? [] : [])
        {
            yield return (DnsQuestion.Address, IPAddress.Parse(address).GetAddressBytes());
        }
    }

    private byte[] Write(DnsQuestion question, List<(ushort Type, byte[] Data)> records, ushort flags)
    {
        flags |= (ushort)(Authoritative & ~RecursionDesired | (question.Flags & RecursionDesired));
        if (Addresses is null && Alias is null)
        {
            flags |= NoSuchName;
        }

        using var message = new MemoryStream();
        Put(message, question.Id, flags, 1, (ushort)records.Count, 0, 0);
        message.Write(question.Raw.Span);
        foreach (var (type, data) in records)
        {
            // 0xC00C: the name of the question.
            Put(message, 0xC00C, type, 1, (ushort)(Seconds >> 16), (ushort)Seconds, (ushort)data.Length);
            message.Write(data);
        }

        return message.ToArray();
    }

    private static void Put(MemoryStream message, params ReadOnlySpan<ushort> values)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
            message.Write(bytes);
        }
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];
}
