using RedisOperator.TestSupport.Writing;
using StackExchange.Redis;

namespace RedisOperator.Writer;

/// <summary>
/// Writes at a fixed rate over one connection of its own, with or without WAIT 1. The rate is kept by the clock, not by
/// the answers; what falls due while there is no connection is counted as refused and not made up for.
/// </summary>
internal sealed class Lane(string name, bool waits, TimeSpan interval, string run, WriterOptions options, Ledger ledger, TimeProvider time, Action<WriterLine> emit)
{
    // WAIT holds up what is behind it on its connection, and while a new master has no replica yet every WAIT runs into its
    // timeout: more than a few in flight would only make a queue of old writes.
    private readonly int _mostInFlight = waits ? 3 : 64;

    private readonly Reconnecting<VipConnection> _reconnecting = VipConnection.Reconnecting(options.Address, options.Password, time);
    private VipConnection? _connection;
    private int _sequence;
    private int _inFlight;
    private CancellationToken _stopping;

    public LaneState State { get; } = new(name, time, emit);

    /// <summary>Connects for the first time, and walks once through everything that a reconnect will need, so that it is compiled by then.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        using (var rehearsal = await _reconnecting.ConnectAsync(cancellationToken))
        {
            await rehearsal.Database.StringSetAsync($"vip-writer:{run}:{name}:rehearsal", "rehearsal").WaitAsync(options.AnswerTimeout, time, cancellationToken);
        }

        Adopt(await _reconnecting.ConnectAsync(cancellationToken));
        await WriteAsync();
        _reconnecting.TakeAttempts();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        using var due = new PeriodicTimer(interval, time);
        try
        {
            while (await due.WaitForNextTickAsync(cancellationToken))
            {
                _ = WriteAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the run: let what is in flight be answered, so that it is not counted as unknown.
            var patience = time.GetTimestamp();
            while (Volatile.Read(ref _inFlight) > 0 && time.GetElapsedTime(patience) < options.AnswerTimeout + options.WaitTimeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), time, CancellationToken.None);
            }
        }

        Interlocked.Exchange(ref _connection, null)?.Dispose();
    }

    private async Task WriteAsync()
    {
        var connection = Volatile.Read(ref _connection);
        if (connection is null || Volatile.Read(ref _inFlight) >= _mostInFlight)
        {
            State.Refused();
            return;
        }

        Interlocked.Increment(ref _inFlight);
        try
        {
            await WriteAsync(connection, $"vip-writer:{run}:{name}:{Interlocked.Increment(ref _sequence)}");
        }
        catch (RedisServerException refusal)
        {
            State.Refused();
            Lost(connection, refusal.Message);
        }
        catch (RedisConnectionException failure) when (failure.FailureType == ConnectionFailureType.UnableToResolvePhysicalConnection)
        {
            // Never sent: the socket is gone, or the library found out that a replica is at the other end.
            State.Refused();
            Lost(connection, failure.FailureType.ToString());
        }
        catch (Exception failure) when (failure is RedisConnectionException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            State.Unknown();
            Lost(connection, failure is TimeoutException ? "no answer in time" : failure.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task WriteAsync(VipConnection connection, string key)
    {
        var set = connection.Database.StringSetAsync(key, Ledger.ValueOf(key));
        // Sent right behind the SET on the same connection: WAIT speaks of the writes before it on its own connection.
        var wait = waits ? connection.Database.ExecuteAsync("WAIT", 1, (int)options.WaitTimeout.TotalMilliseconds) : null;
        _ = wait?.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        // In this lane a SET queues behind the WAIT before it.
        await set.WaitAsync(options.AnswerTimeout + (waits ? _mostInFlight * options.WaitTimeout : TimeSpan.Zero), time);
        if (ReferenceEquals(connection, Volatile.Read(ref _connection)))
        {
            State.Accepted(connection, _reconnecting.TakeAttempts);
        }

        if (wait is not null && (int)await wait.WaitAsync(options.AnswerTimeout + options.WaitTimeout, time) < 1)
        {
            State.Unconfirmed();
            return;
        }

        ledger.Acknowledged(name, key);
        State.Acknowledged();
    }

    private void Adopt(VipConnection connection)
    {
        connection.Failed = cause => Lost(connection, cause);
        Volatile.Write(ref _connection, connection);
    }

    private void Lost(VipConnection connection, string cause)
    {
        if (Interlocked.CompareExchange(ref _connection, null, connection) != connection)
        {
            return;
        }

        connection.Dispose();
        if (!_stopping.IsCancellationRequested)
        {
            State.Broken(cause);
            _ = Task.Run(ReconnectAsync);
        }
    }

    private async Task ReconnectAsync()
    {
        try
        {
            Adopt(await _reconnecting.ConnectAsync(_stopping));
            // The write that waited for this connection is due now, not at the next tick.
            await WriteAsync();
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
