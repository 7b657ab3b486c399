using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;

namespace RedisOperator.Vip;

/// <summary>An Ethernet frame with an ARP message in it (RFC 826), as bytes.</summary>
internal static class ArpFrame
{
    public const ushort EtherType = 0x0806;
    private const int Length = 42;
    private const ushort Request = 1;

    /// <summary>
    /// "Who has this address?", asked by nobody (RFC 5227): the sender's protocol address is left empty, so that no neighbour's table is changed by the question.
    /// </summary>
    public static byte[] Probe(PhysicalAddress sender, IPAddress wanted)
    {
        var frame = new byte[Length];
        frame.AsSpan(0, 6).Fill(0xff);
        sender.GetAddressBytes().CopyTo(frame, 6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), EtherType);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(14), 1); // Ethernet
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(16), 0x0800); // IPv4
        frame[18] = 6;
        frame[19] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(20), Request);
        sender.GetAddressBytes().CopyTo(frame, 22);
        wanted.GetAddressBytes().CopyTo(frame, 38);
        return frame;
    }

    /// <summary>Who says in this frame that it has which address; null when nobody does (a probe asks and says nothing).</summary>
    public static (IPAddress Address, PhysicalAddress HardwareAddress)? Sender(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Length || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != EtherType || BinaryPrimitives.ReadUInt16BigEndian(frame[16..]) != 0x0800)
        {
            return null;
        }

        var address = new IPAddress(frame[28..32]);
        return address.Equals(IPAddress.Any) ? null : (address, new PhysicalAddress(frame[22..28].ToArray()));
    }
}
