using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Redis;

/// <summary>Opens TCP connections, with a time limit and with failures as <see cref="RedisException"/>.</summary>
internal static class SocketConnector
{
    private const string Operation = "connect";

    // An idle link whose other end vanished without a word ends after about 5 + 3 × 1 s instead of hours.
    private const int KeepAliveSeconds = 5;
    private const int KeepAliveIntervalSeconds = 1;
    private const int KeepAliveProbes = 3;

    public static async Task<ConnectedSocket> ConnectAsync(EndPoint endPoint, TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var socket = NewSocket(endPoint);
        try
        {
            socket.NoDelay = true;
            KeepAlive(socket);
            await socket.ConnectAsync(endPoint, either.Token);
            return new ConnectedSocket(socket, endPoint as IPEndPoint ?? Unmapped((IPEndPoint)socket.RemoteEndPoint!));
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw RedisMetrics.Counted(SocketFailure.From(e, endPoint, Operation)).ToException(e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw RedisMetrics.Counted(new RedisFailure(RedisFailureKind.Timeout, endPoint, Operation, $"no connection within {timeout}")).ToException();
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket NewSocket(EndPoint endPoint) => endPoint is IPEndPoint { AddressFamily: var family }
        ? new Socket(family, SocketType.Stream, ProtocolType.Tcp)
        : new Socket(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>A dual-mode socket reports an IPv4 peer as <c>::ffff:10.0.0.1</c>, which equals no address that anybody has in hand.</summary>
    private static IPEndPoint Unmapped(IPEndPoint peer) =>
        peer.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(peer.Address.MapToIPv4(), peer.Port) : peer;

    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }
}

/// <param name="Peer">Asked of the system only for a name: the question fails when the peer has hung up meanwhile.</param>
internal readonly record struct ConnectedSocket(Socket Socket, IPEndPoint Peer);
