using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Vip;

/// <summary>The kernel's sockaddr_ll: frames of one protocol on one interface.</summary>
internal sealed class PacketEndPoint(ushort protocol, int interfaceIndex) : EndPoint
{
    private const int Length = 20;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, Length);
        var bytes = address.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], protocol);
        BitConverter.TryWriteBytes(bytes[4..], interfaceIndex);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) =>
        new PacketEndPoint(BinaryPrimitives.ReadUInt16BigEndian(socketAddress.Buffer.Span[2..]), BitConverter.ToInt32(socketAddress.Buffer.Span[4..]));
}
