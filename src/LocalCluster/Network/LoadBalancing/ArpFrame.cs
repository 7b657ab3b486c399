using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

internal enum ArpOperation : ushort
{
    Request = 1,
    Reply = 2,
}

/// <summary>An ARP packet for IPv4 in an Ethernet frame (RFC 826).</summary>
/// <param name="Destination">Whom the frame is for.</param>
/// <param name="Hardware">The sender's hardware address.</param>
/// <param name="Sender">The sender's address.</param>
/// <param name="TargetHardware">All zeros in a request.</param>
/// <param name="Target">The address that is asked for, or answered.</param>
internal sealed record ArpFrame(
    ArpOperation Operation, PhysicalAddress Destination, PhysicalAddress Hardware, IPAddress Sender, PhysicalAddress TargetHardware, IPAddress Target)
{
    public const ushort EtherType = 0x0806;

    private const int HardwareLength = 6;
    private const int AddressLength = 4;
    private const int Length = 42;

    // Ethernet, IPv4, and the lengths of their addresses.
    private static readonly byte[] Kinds = [0, 1, 8, 0, HardwareLength, AddressLength];
    private static readonly PhysicalAddress Everybody = new([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    private static readonly PhysicalAddress Nobody = new(new byte[HardwareLength]);

    /// <summary>What tells all neighbours who has an address now, unasked: some listen to requests, some to replies.</summary>
    public static IReadOnlyList<ArpFrame> Gratuitous(PhysicalAddress own, IPAddress address) =>
    [
        new(ArpOperation.Request, Everybody, own, address, Nobody, address),
        // A reply counts as gratuitous only when it names its sender as its target (arp_is_garp in Linux).
        new(ArpOperation.Reply, Everybody, own, address, own, address),
    ];

    public ArpFrame Answer(PhysicalAddress own) => new(ArpOperation.Reply, Hardware, own, Target, Hardware, Sender);

    /// <summary>Null for what is no ARP packet for IPv4.</summary>
    public static ArpFrame? Parse(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Length || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != EtherType || !frame[14..20].SequenceEqual(Kinds))
        {
            return null;
        }

        return new ArpFrame(
            (ArpOperation)BinaryPrimitives.ReadUInt16BigEndian(frame[20..]),
            new PhysicalAddress(frame[..6].ToArray()),
            new PhysicalAddress(frame[22..28].ToArray()),
            new IPAddress(frame[28..32]),
            new PhysicalAddress(frame[32..38].ToArray()),
            new IPAddress(frame[38..42]));
    }

    public byte[] ToBytes()
    {
        var frame = new byte[Length];
        Destination.GetAddressBytes().CopyTo(frame, 0);
        Hardware.GetAddressBytes().CopyTo(frame, 6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), EtherType);
        Kinds.CopyTo(frame, 14);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(20), (ushort)Operation);
        Hardware.GetAddressBytes().CopyTo(frame, 22);
        Sender.GetAddressBytes().CopyTo(frame, 28);
        TargetHardware.GetAddressBytes().CopyTo(frame, 32);
        Target.GetAddressBytes().CopyTo(frame, 38);
        return frame;
    }
}
