using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Vip;

/// <summary>A raw ICMPv6 socket on one interface, from its link-local address. Neighbour discovery is believed with a hop limit of 255 only.</summary>
internal static class NeighbourSocket
{
    private const int HopLimit = 255;

    /// <exception cref="SocketException">The interface has no link-local address (yet), or the right is missing.</exception>
    public static Socket Open(InterfaceView on)
    {
        var linkLocal = on.Addresses.FirstOrDefault(address => address.Address.IsIPv6LinkLocal)?.Address ?? throw new SocketException((int)SocketError.AddressNotAvailable);
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, on.Index);
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastTimeToLive, HopLimit);
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastLoopback, false);
            socket.Bind(new IPEndPoint(new IPAddress(linkLocal.GetAddressBytes(), on.Index), 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
