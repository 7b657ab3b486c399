using RedisOperator.Operator.SelfTest;
using RedisOperator.TestSupport;

namespace RedisOperator.Operator.Tests.SelfTest;

/// <summary>What the self-test does at the VIP, with a redis in its place.</summary>
public sealed class VipTrialTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_is_read_back_on_another_connection_and_counts_the_replicas_that_have_it()
    {
        await using var master = await RedisServerProcess.StartAsync();
        await using var replica = await RedisServerProcess.StartAsync(0, $"replicaof 127.0.0.1 {master.Port}");
        await replica.SyncedAsync();

        (await Trial(master.Address, replicas: 1).RunAsync(Now)).ShouldBe(1);
        (await replica.CommandAsync("GET", "redis-operator:selftest")).Length.ShouldBe(32);
    }

    [Fact]
    public async Task Alone_it_waits_for_no_replica()
    {
        await using var redis = await RedisServerProcess.StartAsync();

        (await Trial(redis.Address, replicas: 0).RunAsync(Now)).ShouldBe(0);
    }

    [Fact]
    public async Task A_VIP_that_nobody_serves_is_named_with_what_it_says()
    {
        await using var replica = await RedisServerProcess.StartAsync(0, "replicaof 127.0.0.1 1", "replica-read-only yes");

        var failure = await Should.ThrowAsync<SelfTestException>(() => Trial(replica.Address, replicas: 0, TimeSpan.FromSeconds(1)).RunAsync(Now));

        failure.Message.ShouldContain(replica.Address);
        failure.Message.ShouldContain("READONLY");
    }

    [Theory]
    [InlineData("redis.example:6379")]
    [InlineData("10.0.0.1")]
    [InlineData("")]
    public async Task An_address_that_is_none_is_named(string address)
    {
        var failure = await Should.ThrowAsync<SelfTestException>(() => Trial(address, replicas: 0).RunAsync(Now));

        failure.Message.ShouldContain("no address with a port");
    }

    private static VipTrial Trial(string address, int replicas, TimeSpan? patience = null) =>
        new(address, RedisServerProcess.Password, replicas, TimeProvider.System) { Patience = patience ?? TimeSpan.FromSeconds(20) };
}
