using System.Collections.Concurrent;
using RedisOperator.Redis.Tests.Processes;

namespace RedisOperator.Redis.Tests.Sentinels;

/// <summary>Against one real group of three servers and three sentinels, with passwords.</summary>
public class SentinelGroupTests(SentinelGroup group) : IClassFixture<SentinelGroup>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_master_is_described_with_its_settings()
    {
        await using var sentinel = await group.SentinelAsync(0);

        var master = (await sentinel.SentinelMasterAsync(SentinelGroup.Name, Ct))!;

        master.Name.ShouldBe(SentinelGroup.Name);
        master.Address.ShouldBe(await sentinel.SentinelGetMasterAddressAsync(SentinelGroup.Name, Ct));
        master.Quorum.ShouldBe(2);
        master.DownAfter.ShouldBe(TimeSpan.FromSeconds(5));
        master.FailoverTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        master.ParallelSyncs.ShouldBe(1);
        master.NumSlaves.ShouldBe(2);
        master.NumOtherSentinels.ShouldBe(2);
        master.ConfigEpoch.ShouldNotBeNull();
        master.FailoverState.ShouldBeNull();
        master.SDownTime.ShouldBeNull();
        (await sentinel.SentinelMastersAsync(Ct)).ShouldHaveSingleItem().Name.ShouldBe(SentinelGroup.Name);
        (await sentinel.RoleAsync(Ct)).ShouldBeOfType<RedisRole.Sentinel>().MasterNames.ShouldBe([SentinelGroup.Name]);
        (await sentinel.InfoAsync(Ct)).Role.ShouldBe(RedisNodeRole.Sentinel);
    }

    [Fact]
    public async Task Replicas_and_peers_are_listed()
    {
        await using var sentinel = await group.SentinelAsync(0);
        await using var other = await group.SentinelAsync(1);

        // A sentinel lists a replica as soon as the master has named it, and knows more of it after its own first INFO.
        await Patience.UntilAsync("the sentinel has asked both replicas", async () =>
            (await sentinel.SentinelReplicasAsync(SentinelGroup.Name, Ct))!.Count(replica => replica.MasterLinkUp == true) == 2);
        var replicas = (await sentinel.SentinelReplicasAsync(SentinelGroup.Name, Ct))!;
        var peers = (await sentinel.SentinelSentinelsAsync(SentinelGroup.Name, Ct))!;

        replicas.Count.ShouldBe(2);
        replicas.ShouldAllBe(replica => replica.MasterLinkUp == true && replica.SlavePriority == 100 && replica.SlaveReplOffset >= 0 && !replica.IsPromoted);
        peers.Select(peer => peer.Port).ShouldBe([group.Sentinels[1].Port, group.Sentinels[2].Port], ignoreOrder: true);
        peers.Select(peer => peer.RunId).ShouldContain(await other.SentinelMyIdAsync(Ct));
        (await sentinel.SentinelCkQuorumAsync(SentinelGroup.Name, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_master_that_is_not_monitored_is_null()
    {
        await using var sentinel = await group.SentinelAsync(0);

        (await sentinel.SentinelMasterAsync("nobody", Ct)).ShouldBeNull();
        (await sentinel.SentinelReplicasAsync("nobody", Ct)).ShouldBeNull();
        (await sentinel.SentinelSentinelsAsync("nobody", Ct)).ShouldBeNull();
        (await sentinel.SentinelGetMasterAddressAsync("nobody", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Timing_settings_are_set_and_read_back()
    {
        await using var sentinel = await group.SentinelAsync(1);

        (await sentinel.SentinelDebugAsync(new Dictionary<string, long> { ["publish-period"] = 600 }, Ct)).ShouldBeTrue();

        var settings = (await sentinel.SentinelDebugAsync(Ct))!;
        settings["publish-period"].ShouldBe(600);
        settings["info-period"].ShouldBe(1000);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_failover_is_announced_and_visible_while_it_runs(int protocol)
    {
        await Patience.UntilAsync("the group is whole", group.IsWholeAsync);
        await using var sentinel = await group.SentinelAsync(0);
        var old = await sentinel.SentinelMasterAsync(SentinelGroup.Name, Ct);
        var events = new ConcurrentQueue<SentinelEvent>();
        await using var listening = new RunningSubscription(group.Sentinels[0].Options(SentinelGroup.SentinelPassword) with { Protocol = protocol });
        listening.Subscription.Received += events.Enqueue;
        await listening.ConnectedAsync();

        await sentinel.SentinelFailoverAsync(SentinelGroup.Name, Ct);
        (await Should.ThrowAsync<RedisException>(() => sentinel.SentinelFailoverAsync(SentinelGroup.Name, Ct))).Code.ShouldBe("INPROG");
        (await sentinel.SentinelMasterAsync(SentinelGroup.Name, Ct))!.IsFailoverInProgress.ShouldBeTrue();
        var promoted = await PromotedAsync(sentinel);
        await Patience.UntilAsync("the switch is announced", () => events.Any(e => e.Channel == SentinelEvent.SwitchMaster));

        var selected = events.Single(e => e.Channel == SentinelEvent.SelectedSlave);
        selected.Instance.ShouldBe(promoted);
        selected.MasterName.ShouldBe(SentinelGroup.Name);
        var switched = events.Single(e => e.Channel == SentinelEvent.SwitchMaster);
        switched.From.ShouldBe(old!.Address);
        switched.To.ShouldBe(promoted);
        (await sentinel.SentinelMasterAsync(SentinelGroup.Name, Ct))!.ConfigEpoch!.Value.ShouldBeGreaterThan(old.ConfigEpoch!.Value);
        await using var redis = await RedisConnection.ConnectAsync(group.ServerAt(promoted).Options(SentinelGroup.ServerPassword), Ct);
        (await redis.RoleAsync(Ct)).Kind.ShouldBe(RedisNodeRole.Master);
    }

    private static async Task<HostPort> PromotedAsync(RedisConnection sentinel)
    {
        HostPort? promoted = null;
        await Patience.UntilAsync("a replica is chosen", async () =>
        {
            var replicas = await sentinel.SentinelReplicasAsync(SentinelGroup.Name, Ct);
            promoted = replicas!.FirstOrDefault(replica => replica.IsPromoted)?.Address;
            return promoted is not null;
        });
        return promoted!.Value;
    }
}
