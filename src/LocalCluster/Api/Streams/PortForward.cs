using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using RedisOperator.LocalCluster.Api.Streams.Spdy;

namespace RedisOperator.LocalCluster.Api.Streams;

/// <summary>
/// kubectl port-forward: for each connection of the user's two streams with the same request id, one for errors and one
/// for data, which is joined to a connection to the pod.
/// </summary>
internal sealed class PortForward(SpdyConnection spdy, Func<int, CancellationToken, Task<Stream>> connect)
{
    public const string Protocol = "SPDY/3.1+portforward.k8s.io";

    private readonly ConcurrentDictionary<string, int> _errors = new();
    private readonly ConcurrentDictionary<int, Leg> _legs = new();

    public async Task RunAsync(CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await spdy.RunAsync(
            (stream, headers) => Open(stream, headers, ended.Token),
            (stream, bytes, isLast) => _legs.TryGetValue(stream, out var leg) ? leg.SendAsync(bytes, isLast, ended.Token) : Task.CompletedTask,
            stream => _legs.GetValueOrDefault(stream)?.Abandon(),
            ended.Token);
        await ended.CancelAsync();
    }

    private void Open(int stream, IReadOnlyDictionary<string, string> headers, CancellationToken ct)
    {
        var request = headers.GetValueOrDefault("requestid") ?? "";
        if (headers.GetValueOrDefault("streamtype") == "error")
        {
            _errors[request] = stream;
        }
        else if (int.TryParse(headers.GetValueOrDefault("port"), out var port))
        {
            var leg = _legs[stream] = new Leg();
            _ = JoinAsync(stream, request, port, leg, ct);
        }
    }

    private async Task JoinAsync(int stream, string request, int port, Leg leg, CancellationToken ct)
    {
        try
        {
            await using var connection = await connect(port, ct);
            if (leg.Connected(connection))
            {
                await CopyAsync(connection, stream, ct);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            leg.Abandon();
            if (e is SocketException && _errors.TryGetValue(request, out var error))
            {
                await spdy.WriteAsync(error, Encoding.UTF8.GetBytes($"failed to connect to localhost:{port} inside the pod: {e.Message}"), ct);
            }
        }

        _legs.TryRemove(stream, out _);
        foreach (var done in _errors.TryRemove(request, out var errors) ? [stream, errors] : new[] { stream })
        {
            await spdy.FinishAsync(done, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CopyAsync(Stream connection, int stream, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await connection.ReadAsync(buffer, ct)) > 0)
        {
            await spdy.WriteAsync(stream, buffer.AsMemory(0, read), ct);
        }
    }

    /// <summary>The way from the user to the pod: what comes before the connection is there waits for it.</summary>
    private sealed class Leg
    {
        private readonly TaskCompletionSource<Stream?> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>False: nobody wants it any more.</summary>
        public bool Connected(Stream connection) => _connection.TrySetResult(connection);

        public void Abandon()
        {
            if (!_connection.TrySetResult(null))
            {
                _connection.Task.Result?.Dispose();
            }
        }

        public async Task SendAsync(ReadOnlyMemory<byte> bytes, bool isLast, CancellationToken ct)
        {
            if (await _connection.Task.WaitAsync(ct) is not { } connection)
            {
                return;
            }

            try
            {
                await connection.WriteAsync(bytes, ct);
                if (isLast && connection is NetworkStream network)
                {
                    network.Socket.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The pod has closed its side; the user learns it from the other direction.
                Abandon();
            }
        }
    }
}
