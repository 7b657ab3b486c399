using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Writer.Checking;

/// <summary>Asks every pod's redis for its ROLE again and again, each on a connection of its own, and says what they said.</summary>
internal sealed class RoleWatch(string? password, int port, TimeProvider time, Action<CheckLine> emit) : IAsyncDisposable
{
    // Short enough that a wrong role of a twentieth of a second is seen, long enough not to be a load.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (CancellationTokenSource Stop, Task Done)> _followed = new(StringComparer.Ordinal);

    /// <summary>From now on: this pod, at this address.</summary>
    public void Follow(string pod, string address)
    {
        var stop = new CancellationTokenSource();
        if (!_followed.TryAdd(pod, (stop, Task.Run(() => AskAsync(pod, new IPEndPoint(IPAddress.Parse(address), port), stop.Token)))))
        {
            stop.Cancel();
        }
    }

    public async Task LeaveAsync(string pod)
    {
        if (_followed.TryRemove(pod, out var followed))
        {
            await followed.Stop.CancelAsync();
            await followed.Done;
            followed.Stop.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _followed.Keys)
        {
            await LeaveAsync(pod);
        }
    }

    private async Task AskAsync(string pod, IPEndPoint address, CancellationToken cancellationToken)
    {
        RoleSpan? span = null;
        RespSocket? socket = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var asked = time.GetUtcNow();
            (socket, var role) = await RoleAsync(socket, address, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            var now = time.GetUtcNow();
            if (span?.Role == role)
            {
                span = span with { Last = now };
            }
            else
            {
                Emit(span);
                span = new RoleSpan(pod, role, role == RoleSpan.Silent ? asked : now, now);
            }

            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        socket?.Dispose();
        Emit(span);
    }

    private void Emit(RoleSpan? span)
    {
        if (span is not null)
        {
            emit(span);
        }
    }

    private async Task<(RespSocket? Socket, string Role)> RoleAsync(RespSocket? socket, IPEndPoint address, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        try
        {
            socket ??= await Login.ConnectAsync(address, password, bounded.Token);
            return (socket, Word(await socket.CallAsync(bounded.Token, "ROLE")));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            socket?.Dispose();
            // Whoever answers with a refusal or closes the connection is there, or was a moment ago; everything else is silence.
            return (null, e is IOException or SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.ConnectionReset } ? RoleSpan.Refused : RoleSpan.Silent);
        }
    }

    private static string Word(Reply reply)
    {
        if (reply.IsError)
        {
            return reply.Code == "LOADING" ? RoleSpan.Loading : reply.Code;
        }

        return reply.Items[0].Text switch
        {
            "master" => RoleSpan.Master,
            // The address that a pod which waits to be pointed on has in its file.
            "slave" when reply.Items[1].Text == "127.0.0.1" => RoleSpan.Held,
            "slave" => $"replica of {reply.Items[1].Text}",
            var other => other ?? "nothing",
        };
    }
}
