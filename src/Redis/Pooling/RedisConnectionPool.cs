using System.Collections.Concurrent;
using System.Net;

namespace RedisOperator.Redis;

/// <summary>
/// One connection for each distinct <see cref="ConfigurationOptions"/>, opened at the first use and shared from then on; a broken one is opened anew at the next use.
/// It is also the crash detector: see <see cref="ConnectionLost"/>. Thread safe.
/// </summary>
public sealed class RedisConnectionPool(TimeProvider time) : IAsyncDisposable
{
    // A dying process may still accept for a few milliseconds after its connections broke.
    private const int ProbesAfterLoss = 10;
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<ConfigurationOptions, PooledConnection> _connections = new();
    private readonly ConcurrentDictionary<Task, Task> _watching = new();
    private readonly CancellationTokenSource _disposing = new();
    private int _disposed;

    public RedisConnectionPool()
        : this(TimeProvider.System)
    {
    }

    /// <summary>
    /// A pooled connection ended and not by this side. Raised within milliseconds with the reason
    /// (<see cref="RedisFailureKind.ConnectionLost"/> for a close or reset, <see cref="RedisFailureKind.Timeout"/> for a long silence), and once more with
    /// <see cref="RedisFailureKind.Refused"/> as soon as the address refuses, if it does within some 50 ms: that is the hard evidence.
    /// CLIENT KILL ends connections too, so a loss alone proves nothing. Handlers run on the pool's own task: they must return at once and must not throw
    /// (an exception surfaces in <see cref="DisposeAsync"/>).
    /// </summary>
    public event Action<IPEndPoint, RedisFailure>? ConnectionLost;

    /// <summary>The shared connection for these options. Cancelling one caller's wait does not disturb others who wait for the same connection.</summary>
    /// <exception cref="RedisException">It could not be opened; the next call tries again.</exception>
    public async Task<RedisConnection> GetAsync(ConfigurationOptions options, CancellationToken ct)
    {
        var connection = await OpenOrShareAsync(options, ct);

        // Broken between its end and the watcher's notice: once more. A server that hangs up on every client gets no endless loop.
        return connection.IsOpen ? connection : await OpenOrShareAsync(options, ct);
    }

    /// <summary>Closes every connection to this address, without raising <see cref="ConnectionLost"/>: the pod is gone on purpose, or its password changed.</summary>
    public void Forget(EndPoint endPoint)
    {
        foreach (var (options, pooled) in _connections)
        {
            if (options.EndPoint.Equals(endPoint) && _connections.TryRemove(new(options, pooled)))
            {
                Track(pooled.CloseAsync());
            }
        }
    }

    /// <summary>Whether anything listens at an address, within <paramref name="timeout"/> (default 250 ms). Raises no events.</summary>
    public Task<Reachability> ProbeAsync(EndPoint endPoint, CancellationToken ct, TimeSpan? timeout = null) =>
        ReachabilityProbe.RunAsync(endPoint, timeout ?? ProbeTimeout, time, ct);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _disposing.CancelAsync();
        foreach (var (options, pooled) in _connections)
        {
            _connections.TryRemove(new(options, pooled));
            await pooled.CloseAsync();
        }

        await Task.WhenAll(_watching.Keys);
        _disposing.Dispose();
    }

    private async Task<RedisConnection> OpenOrShareAsync(ConfigurationOptions options, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
        if (_connections.TryGetValue(options, out var broken) && broken.HasEnded)
        {
            _connections.TryRemove(new(options, broken));
        }

        var pooled = _connections.GetOrAdd(options, static (wanted, pool) => new PooledConnection(() => pool.OpenAsync(wanted)), this);
        try
        {
            return await pooled.OpenedAsync().WaitAsync(ct);
        }
        catch (RedisException)
        {
            _connections.TryRemove(new(options, pooled));
            throw;
        }
    }

    private async Task<RedisConnection> OpenAsync(ConfigurationOptions options)
    {
        var connection = await RedisConnection.ConnectAsync(options, time, _disposing.Token);
        Track(WatchAsync(connection));
        return connection;
    }

    private async Task WatchAsync(RedisConnection connection)
    {
        if (await connection.Closed is not { } failure)
        {
            return;
        }

        ConnectionLost?.Invoke(connection.RemoteEndPoint, failure);
        await connection.DisposeAsync();
        try
        {
            await ReportRefusalAsync(connection.RemoteEndPoint);
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ReportRefusalAsync(IPEndPoint endPoint)
    {
        for (var probe = 0; probe < ProbesAfterLoss; probe++)
        {
            if (await ProbeAsync(endPoint, _disposing.Token) == Reachability.Refused)
            {
                ConnectionLost?.Invoke(endPoint, new RedisFailure(RedisFailureKind.Refused, endPoint, "probe", "refused after the connection was lost"));
                return;
            }

            await Task.Delay(ProbePause, time, _disposing.Token);
        }
    }

    private void Track(Task task)
    {
        _watching[task] = task;
        _ = ForgetWhenDoneAsync(task);
    }

    /// <summary>Only what went well is forgotten; a handler's exception is kept for <see cref="DisposeAsync"/>.</summary>
    private async Task ForgetWhenDoneAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
        {
            _watching.TryRemove(task, out _);
        }
    }
}
