using System.Net;
using System.Net.Sockets;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

/// <summary>All frames of one kind on one link: Linux' sockaddr_ll.</summary>
internal sealed class LinkEndPoint(int link, ushort etherType) : EndPoint
{
    private const int Size = 20;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, Size);
        address[2] = (byte)(etherType >> 8);
        address[3] = (byte)etherType;
        BitConverter.GetBytes(link).CopyTo(address.Buffer.Span[4..]);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) => this;
}
