using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

/// <summary>
/// Lends a node's hardware address to addresses that are on none of its links, as MetalLB's speaker does: it answers whoever asks for them, and tells everybody
/// when it takes one over. The packets that then come are the Service rules' business.
/// </summary>
internal sealed partial class Announcer(ArpSocket socket, string hardwareAddress, ILogger logger)
{
    private readonly PhysicalAddress _own = PhysicalAddress.Parse(hardwareAddress);
    private readonly ConcurrentDictionary<IPAddress, byte> _addresses = new();

    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await HearAsync(ct) is { } asked && asked.Operation == ArpOperation.Request && _addresses.ContainsKey(asked.Target) && !asked.Hardware.Equals(_own))
            {
                Send(asked.Answer(_own));
            }
        }
    }

    /// <summary>From now on the address is this node's; neighbours are told.</summary>
    public void Take(IPAddress address)
    {
        _addresses[address] = 0;
        Tell(address);
    }

    public void Tell(IPAddress address)
    {
        foreach (var frame in ArpFrame.Gratuitous(_own, address))
        {
            Send(frame);
        }
    }

    public void Drop(IPAddress address) => _addresses.TryRemove(address, out _);

    /// <summary>Null when the link went down: that is said once, and what comes after is heard again.</summary>
    private async Task<ArpFrame?> HearAsync(CancellationToken ct)
    {
        try
        {
            return await socket.ReceiveAsync(ct);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.NetworkDown)
        {
            NotHeard(logger, e.Message);
            return null;
        }
    }

    private void Send(ArpFrame frame)
    {
        try
        {
            socket.Send(frame);
        }
        catch (SocketException e)
        {
            NotSent(logger, frame.Sender, e.Message);
        }
    }
}
