using RedisOperator.Redis.Tests.Processes;

namespace RedisOperator.Redis.Tests.Sentinels;

/// <summary>A subscription that runs until disposed, and counts its connections.</summary>
internal sealed class RunningSubscription : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private int _connected;

    public RunningSubscription(ConfigurationOptions sentinel)
    {
        var options = new SentinelSubscriptionOptions { PingInterval = TimeSpan.FromMilliseconds(100) };
        Subscription = new SentinelSubscription(sentinel, TimeProvider.System, new Random(1), options);
        Subscription.Connected += () => Interlocked.Increment(ref _connected);
        Subscription.Disconnected += failure => Lost = failure;
        _running = Subscription.RunAsync(_stopping.Token);
    }

    public SentinelSubscription Subscription { get; }

    public int Connections => Volatile.Read(ref _connected);

    public RedisFailure? Lost { get; private set; }

    public Task ConnectedAsync(int times = 1) => Patience.UntilAsync($"subscribed {times} times", () => Connections >= times);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(Patience.Limit);
        _stopping.Dispose();
    }
}
