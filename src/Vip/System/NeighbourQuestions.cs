using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RedisOperator.Vip;

/// <summary>
/// Asks the network who has an address, with sockets of its own: <c>arping -D</c> knows only whole seconds, and this question stands between a client and its new master.
/// Needs CAP_NET_RAW.
/// </summary>
internal sealed class NeighbourQuestions(TimeProvider time)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>Who answers for which of these addresses. Ends as soon as all have an answer, else after <paramref name="within"/>. This host's own answers do not count.</summary>
    /// <exception cref="SocketException">The interface is gone or down, or the right is missing.</exception>
    public async Task<IReadOnlyDictionary<IPAddress, PhysicalAddress>> AskAsync(InterfaceView from, IReadOnlyCollection<IPAddress> addresses, TimeSpan within, CancellationToken ct)
    {
        var byFamily = addresses.Distinct().GroupBy(address => address.AddressFamily);
        var answers = await Task.WhenAll(byFamily.Select(family => family.Key == AddressFamily.InterNetwork
            ? AskIPv4Async(from, [.. family], within, ct)
            : AskIPv6Async(from, [.. family], within, ct)));
        return answers.SelectMany(found => found).ToDictionary(found => found.Key, found => found.Value);
    }

    private async Task<Dictionary<IPAddress, PhysicalAddress>> AskIPv4Async(InterfaceView from, IPAddress[] addresses, TimeSpan within, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.Packet, SocketType.Raw, (ProtocolType)(ushort)IPAddress.HostToNetworkOrder((short)ArpFrame.EtherType));
        socket.Bind(new PacketEndPoint(ArpFrame.EtherType, from.Index));
        return await ListenAsync(
            socket,
            async token =>
            {
                foreach (var address in addresses)
                {
                    await socket.SendAsync(ArpFrame.Probe(from.HardwareAddress, address), SocketFlags.None, token);
                }
            },
            message => ArpFrame.Sender(message.Span),
            new Wanted(addresses, from.HardwareAddress, within),
            ct);
    }

    private async Task<Dictionary<IPAddress, PhysicalAddress>> AskIPv6Async(InterfaceView from, IPAddress[] addresses, TimeSpan within, CancellationToken ct)
    {
        using var socket = NeighbourSocket.Open(from);
        return await ListenAsync(
            socket,
            async token =>
            {
                foreach (var address in addresses)
                {
                    var group = new IPEndPoint(new IPAddress(NeighbourMessage.SolicitedNode(address).GetAddressBytes(), from.Index), 0);
                    await socket.SendToAsync(NeighbourMessage.Solicit(from.HardwareAddress, address), SocketFlags.None, group, token);
                }
            },
            message => NeighbourMessage.Sender(message.Span),
            new Wanted(addresses, from.HardwareAddress, within),
            ct);
    }

    private async Task<Dictionary<IPAddress, PhysicalAddress>> ListenAsync(
        Socket socket, Func<CancellationToken, Task> ask, Func<ReadOnlyMemory<byte>, (IPAddress Address, PhysicalAddress HardwareAddress)?> sender, Wanted wanted, CancellationToken ct)
    {
        var found = new Dictionary<IPAddress, PhysicalAddress>();
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), bounded, wanted.Within, Timeout.InfiniteTimeSpan);
        var asking = AskTwiceAsync(ask, bounded.Token);
        var buffer = new byte[1500];
        try
        {
            while (found.Count < wanted.Addresses.Length)
            {
                var length = await socket.ReceiveAsync(buffer, SocketFlags.None, bounded.Token);
                if (sender(buffer.AsMemory(0, length)) is { } answer && wanted.Addresses.Contains(answer.Address) && !answer.HardwareAddress.Equals(wanted.Own))
                {
                    found[answer.Address] = answer.HardwareAddress;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return found;
        }
        finally
        {
            await bounded.CancelAsync();
            await asking;
        }

        return found;
    }

    /// <summary>A frame may be lost, and a question that was lost looks like a free address.</summary>
    private async Task AskTwiceAsync(Func<CancellationToken, Task> ask, CancellationToken ct)
    {
        try
        {
            await ask(ct);
            await Task.Delay(AskAgainAfter, time, ct);
            await ask(ct);
        }
        catch (OperationCanceledException)
        {
            // Answered before the second time.
        }
    }

    private sealed record Wanted(IPAddress[] Addresses, PhysicalAddress Own, TimeSpan Within);
}
