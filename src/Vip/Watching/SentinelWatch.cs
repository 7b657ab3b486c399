using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>What one sentinel says of the group: asked twice a second, and at once when any of them publishes something about it.</summary>
internal sealed class SentinelWatch
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500); // several times within HoldRules.ShortestHoldFor
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PaceOfFailover = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PaceOfReturn = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PeersEvery = TimeSpan.FromSeconds(10);

    private readonly Func<ConfigurationOptions> _sentinel;
    private readonly string _masterName;
    private readonly Clock _clock;
    private readonly Action<SentinelEvent> _heard;
    private readonly Action _changed;
    private readonly Bell _hurry = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SentinelAnswer? _last;
    private volatile string? _failure;

    /// <param name="sentinel">how to connect, asked for each connection: the password may be another one by then</param>
    /// <param name="heard">something was published about the group: everybody is to be asked at once</param>
    /// <param name="changed">the view is another one</param>
    public SentinelWatch(HostPort address, Func<ConfigurationOptions> sentinel, string masterName, Clock clock, Action<SentinelEvent> heard, Action changed)
    {
        Address = address;
        _sentinel = sentinel;
        _masterName = masterName;
        _clock = clock;
        _heard = heard;
        _changed = changed;
    }

    public HostPort Address { get; }

    public SentinelAnswer? Last => _last;

    /// <summary>Why it does not answer now; null while it does.</summary>
    public string? Failure => _failure;

    /// <summary>It has answered once, or it is clear that it does not.</summary>
    public Task First => _first.Task;

    public void Hurry() => _hurry.Ring();

    public Task RunAsync(CancellationToken ct) => Task.WhenAll(ListenAsync(ct), PollAsync(ct));

    private async Task ListenAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            using var stale = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var subscription = Subscription(_sentinel());
            var running = subscription.RunAsync(stale.Token);
            while (!ct.IsCancellationRequested && (subscription.IsConnected || subscription.Sentinel == _sentinel()))
            {
                await Task.Delay(PingEvery, _clock.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await stale.CancelAsync();
            await running;
        }
    }

    private SentinelSubscription Subscription(ConfigurationOptions sentinel)
    {
        var subscription = new SentinelSubscription(sentinel, _clock.Time, new Random(), new SentinelSubscriptionOptions { PingInterval = PingEvery, MaxRetryDelay = PingEvery });
        subscription.Received += message =>
        {
            if (message.MasterName == _masterName || message.MasterName is null)
            {
                _heard(message);
            }
        };
        subscription.Connected += Hurry;
        return subscription;
    }

    private async Task PollAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await RedisConnection.ConnectAsync(_sentinel(), _clock.Time, ct);
                await AskAsync(connection, ct);
            }
            catch (RedisException e)
            {
                _failure = e.Message;
                _first.TrySetResult();
                await Task.Delay(PaceOfReturn, _clock.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task AskAsync(RedisConnection connection, CancellationToken ct)
    {
        var peersAt = TimeSpan.MinValue;
        while (connection.IsOpen)
        {
            var hurry = _hurry.Next;
            var withPeers = peersAt == TimeSpan.MinValue || _clock.Now - peersAt > PeersEvery;
            var answer = await SentinelAnswer.AskAsync(connection, _masterName, Address, withPeers ? null : _last, _clock, ct);
            peersAt = withPeers ? _clock.Now : peersAt;
            Note(answer);
            await Task.WhenAny(Task.Delay(answer.View.FailoverRuns ? PaceOfFailover : Pace, _clock.Time, ct), hurry, connection.Closed);
        }
    }

    private void Note(SentinelAnswer answer)
    {
        var before = _last;
        var wasSilent = _failure is not null;
        _last = answer;
        _failure = null;
        _first.TrySetResult();
        if (wasSilent || before is null || (before.View with { At = answer.View.At }) != answer.View)
        {
            _changed();
        }
    }
}
