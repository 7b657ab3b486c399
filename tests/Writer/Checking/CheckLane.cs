using System.Net.Sockets;

namespace RedisOperator.Writer.Checking;

/// <summary>
/// One client: writes at its share of the rate, on one connection after the other. The rate is kept by the clock; what falls due while there is no connection is
/// counted and not made up for.
/// </summary>
internal sealed class CheckLane
{
    private const int MostInFlight = 512;
    // WAIT holds up what is behind it on its connection; while a new master has no replica yet every one of them runs into its timeout.
    private const int MostInFlightWaiting = 24;
    private const int MostAtOnce = 32;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private readonly int _number;
    private readonly bool _waits;
    private readonly double _perSecond;
    private readonly CheckOptions _options;
    private readonly CheckLedger _ledger;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly Reconnecting<Opened> _reconnecting;
    private LaneConnection? _connection;
    private int _connections;
    private int _writes;
    private CancellationToken _stopping;

    public CheckLane(int number, CheckOptions options, CheckLedger ledger, TimeProvider time)
    {
        _number = number;
        _waits = options.WaitHalf && number % 2 == 1;
        _perSecond = (double)options.Rate / options.Connections;
        _options = options;
        _ledger = ledger;
        _time = time;
        _patience = options.AnswerTimeout + (_waits ? 3 * options.WaitTimeout : TimeSpan.Zero);
        _reconnecting = new Reconnecting<Opened>(OpenAsync, time);
    }

    private sealed record Opened(RespSocket Socket, string Server) : IDisposable
    {
        public void Dispose() => Socket.Dispose();
    }

    /// <summary>Connects for the first time.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        Adopt(await _reconnecting.ConnectAsync(cancellationToken));
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        var began = _time.GetTimestamp();
        long done = 0;
        using var tick = new PeriodicTimer(Tick, _time);
        try
        {
            while (await tick.WaitForNextTickAsync(cancellationToken))
            {
                var due = (long)(_time.GetElapsedTime(began).TotalSeconds * _perSecond) - done;
                if (due > 0)
                {
                    done += due;
                    await WriteAsync((int)due);
                }
            }
        }
        catch (OperationCanceledException)
        {
            if (Interlocked.Exchange(ref _connection, null) is { } connection)
            {
                await DrainAsync(connection);
            }
        }
    }

    private async Task WriteAsync(int due)
    {
        var connection = Volatile.Read(ref _connection);
        if (connection is not null && connection.IsOverdue(_time.GetUtcNow(), _patience))
        {
            connection.Dispose();
            connection = null;
        }

        var count = connection is null || connection.InFlight >= (_waits ? MostInFlightWaiting : MostInFlight) ? 0 : Math.Min(due, MostAtOnce);
        _ledger.NotSent(due - count);
        if (count > 0)
        {
            var first = _writes + 1;
            _writes += count;
            await connection!.SendAsync(first, count);
        }
    }

    /// <summary>The end of a connection that still stands: what is in flight is answered, so that it is not counted as unknown.</summary>
    private async Task DrainAsync(LaneConnection connection)
    {
        var patience = _time.GetTimestamp();
        while (connection.InFlight > 0 && _time.GetElapsedTime(patience) < _patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), _time, CancellationToken.None);
        }

        connection.Dispose();
    }

    private void Adopt(Opened opened)
    {
        var connection = new LaneConnection(opened.Socket, opened.Server, _number, ++_connections, _waits, _options, _ledger, _time);
        Volatile.Write(ref _connection, connection);
        _ = Task.Run(async () =>
        {
            await connection.ReceiveAsync(() => Leave(connection));
            Leave(connection);
        });
    }

    private void Leave(LaneConnection connection)
    {
        if (Interlocked.CompareExchange(ref _connection, null, connection) != connection)
        {
            return;
        }

        _ = DrainAsync(connection);
        _ = Task.Run(async () =>
        {
            try
            {
                Adopt(await _reconnecting.ConnectAsync(_stopping));
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
        });
    }

    private async Task<Opened?> OpenAsync()
    {
        if (await Login.TryAsync(_options.Address, _options.Password) is not { } socket)
        {
            return null;
        }

        using var bounded = new CancellationTokenSource(_options.AnswerTimeout);
        try
        {
            return new Opened(socket, await Login.ServerAsync(socket, bounded.Token));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
    }
}
