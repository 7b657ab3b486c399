using System.Collections.Concurrent;
using RedisOperator.Redis.Tests.Processes;

namespace RedisOperator.Redis.Tests.Sentinels;

public class SentinelSubscriptionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Comes_back_after_the_sentinel_restarted(int protocol)
    {
        await using var sentinel = await RedisProcess.StartSentinelAsync("requirepass hush");
        await using var running = new RunningSubscription(sentinel.Options("hush") with { Protocol = protocol });
        var events = new ConcurrentQueue<SentinelEvent>();
        running.Subscription.Received += events.Enqueue;
        await running.ConnectedAsync();

        await sentinel.KillAsync();
        await Patience.UntilAsync("the loss is noticed", () => running.Lost is not null);
        running.Lost!.Kind.ShouldBe(RedisFailureKind.ConnectionLost);
        running.Subscription.IsConnected.ShouldBeFalse();
        await Patience.UntilAsync("an attempt was refused", () => running.Subscription.LastFailure?.Kind == RedisFailureKind.Refused);
        await sentinel.StartAgainAsync();
        await running.ConnectedAsync(times: 2);

        await MonitorAsync(sentinel, "hush");
        await Patience.UntilAsync("the sentinel speaks", () => !events.IsEmpty);
        events.First().Channel.ShouldBe("+monitor");
        events.First().MasterName.ShouldBe("g");
        running.Subscription.LastFailure.ShouldBeNull();
    }

    [Fact]
    public async Task A_frozen_sentinel_is_noticed_by_PING()
    {
        await using var sentinel = await RedisProcess.StartSentinelAsync();
        await using var running = new RunningSubscription(sentinel.Options() with { CommandTimeout = TimeSpan.FromMilliseconds(200) });
        await running.ConnectedAsync();

        await sentinel.FreezeAsync();
        await Patience.UntilAsync("the silence is noticed", () => running.Lost is not null);
        running.Lost!.Kind.ShouldBe(RedisFailureKind.Timeout);
        await sentinel.ThawAsync();

        await running.ConnectedAsync(times: 2);
    }

    [Fact]
    public async Task A_quiet_sentinel_stays_connected()
    {
        await using var sentinel = await RedisProcess.StartSentinelAsync();
        await using var running = new RunningSubscription(sentinel.Options());
        await running.ConnectedAsync();

        await Task.Delay(500, Ct);

        running.Connections.ShouldBe(1);
        running.Lost.ShouldBeNull();
    }

    [Fact]
    public async Task Ends_when_cancelled_though_nobody_answers()
    {
        await using var silent = ScriptedServer.Silent();
        var running = new RunningSubscription(new ConfigurationOptions { EndPoint = silent.EndPoint, CommandTimeout = Patience.Limit });

        await running.DisposeAsync();

        running.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task What_a_handler_throws_ends_the_run()
    {
        await using var sentinel = await RedisProcess.StartSentinelAsync();
        var subscription = new SentinelSubscription(sentinel.Options(), TimeProvider.System, new Random(1));
        subscription.Connected += () => throw new InvalidOperationException("handler");

        (await Should.ThrowAsync<InvalidOperationException>(() => subscription.RunAsync(Ct))).Message.ShouldBe("handler");
    }

    [Fact]
    public async Task A_master_without_replicas_has_nobody_to_promote()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var sentinel = await RedisProcess.StartSentinelAsync();
        await using var redis = await RedisConnection.ConnectAsync(sentinel.Options(), Ct);
        await redis.SentinelMonitorAsync("g", "127.0.0.1", server.Port, 2, Ct);

        (await Should.ThrowAsync<RedisException>(() => redis.SentinelFailoverAsync("g", Ct))).Code.ShouldBe("NOGOODSLAVE");
        (await redis.SentinelCkQuorumAsync("g", Ct)).ShouldBeFalse();
        (await redis.SentinelResetAsync("g", Ct)).ShouldBe(1);
        await redis.SentinelRemoveAsync("g", Ct);
        (await redis.SentinelMasterAsync("g", Ct)).ShouldBeNull();
    }

    private static async Task MonitorAsync(RedisProcess sentinel, string password)
    {
        await using var redis = await RedisConnection.ConnectAsync(sentinel.Options(password), Ct);
        await redis.SentinelMonitorAsync("g", "127.0.0.1", 1, 1, Ct);
    }
}
