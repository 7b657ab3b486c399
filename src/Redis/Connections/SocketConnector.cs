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

    public static async Task<Socket> ConnectAsync(EndPoint endPoint, TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            KeepAlive(socket);
            await socket.ConnectAsync(endPoint, either.Token);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw SocketFailure.From(e, endPoint, Operation).ToException(e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new RedisFailure(RedisFailureKind.Timeout, endPoint, Operation, $"no connection within {timeout}").ToException();
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }
}
