namespace RedisOperator.EndToEnd;

public sealed class CrashTests(OperatorCluster cluster)
{
    // A bound that tells "the operator did it" from "Sentinel did it after downAfter"; the distribution is the bench's business.
    private static readonly TimeSpan BeforeSentinelWould = TimeSpan.FromSeconds(5);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Specs.Three)]
    [InlineData(Specs.RoutedByLabels)]
    public async Task The_VIP_follows_when_the_masters_process_is_killed_and_no_confirmed_write_is_lost(string spec)
    {
        await using var group = await cluster.WholeGroupAsync(spec, Now);
        var master = await group.MasterAsync(Now);
        await using var writer = await group.WriterAsync(Now);
        await Task.Delay(TimeSpan.FromSeconds(1), Now);

        var killedAt = await group.KillRedisOfAsync(master, Now);
        var gap = await writer.Process.FirstGapAfterAsync(killedAt, TimeSpan.FromSeconds(30), Now);
        var status = await group.WholeWithoutAsync(master, Now);
        var verdict = await writer.VerdictAsync(Now);

        verdict.AcknowledgedWait.ShouldBeGreaterThan(0);
        verdict.LostWait.ShouldBe(0, $"{verdict.ToJson()}\n{status}");
        (gap.FirstAcceptedAt - killedAt).ShouldBeLessThan(BeforeSentinelWould, $"{gap.ToJson()}\n{status.LastSwitch}\n{await cluster.OperatorLogAsync(Now)}");
        status.Failovers.ShouldBe(1);
        status.LastSwitch!.From.ShouldBe(master);
        status.LastSwitch.To.ShouldBe(status.Master);
        status.LastSwitch.CompletedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_memory_only_group_keeps_all_its_keys_when_its_master_is_killed()
    {
        for (var round = 1; round <= Repeat.Times; round++)
        {
            await using var group = await cluster.WholeGroupAsync(Specs.MemoryOnly, Now);
            var master = await group.MasterAsync(Now);
            await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "EVAL", "for i=1,1000 do redis.call('SET','key:'..i,i) end", "0");
            await AllPodsHaveAsync("1000", group, $"round {round}, before the kill");

            await group.KillRedisOfAsync(master, Now);
            await group.WholeWithoutAsync(master, Now);

            await AllPodsHaveAsync("1000", group, $"round {round}, after the kill of {master}");
        }
    }

    [Fact]
    public async Task A_master_that_is_cut_off_is_replaced_by_Sentinel_and_is_a_replica_when_it_is_back()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await cluster.Cluster.FaultAsync("cutoff", group.Group.PodKey(master), Now);
        try
        {
            // Not whole: one pod is out of reach. The VIP follows all the same.
            await Eventually.GetAsync(
                "the VIP leads to another pod", TimeSpan.FromSeconds(60), group.Group.RoutedPodsAsync, pods => pods.Count == 1 && pods[0] != master, pods => string.Join(", ", pods), Now);
        }
        finally
        {
            await cluster.Cluster.FaultAsync("restore", group.Group.PodKey(master), CancellationToken.None);
        }

        var status = await group.WholeWithoutAsync(master, Now);
        status.Failovers.ShouldBe(1);
        (await group.Group.PodsAndRolesAsync(Now))[master].ShouldNotBe("master");
    }

    [Fact]
    public async Task The_next_master_can_be_lost_too()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var first = await group.MasterAsync(Now);
        await group.KillRedisOfAsync(first, Now);
        var second = (await group.WholeWithoutAsync(first, Now)).Master!;

        await group.KillRedisOfAsync(second, Now);
        var status = await group.WholeWithoutAsync(second, Now);

        status.Failovers.ShouldBe(2);
    }

    [Fact]
    public async Task A_replica_that_dies_moves_nothing_and_follows_again()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var replica = (await group.Group.PodsAsync(Now)).First(pod => pod.Role == "replica");

        await group.KillRedisOfAsync(replica.Name, Now);
        await Eventually.GetAsync(
            $"{replica.Name} is restarted", TimeSpan.FromSeconds(30), group.Group.PodsAsync, pods => pods.Single(pod => pod.Name == replica.Name).Restarts > replica.Restarts,
            pods => string.Join('\n', pods), Now);
        var status = await group.WholeAsync(Now);

        status.Master.ShouldBe(master);
        status.Failovers.ShouldBe(0);
        await Eventually.GetAsync(
            "two replicas follow", TimeSpan.FromSeconds(20), async ct => await group.Group.RedisAsync(await group.Group.VipAsync(ct), ct, "INFO", "replication"),
            info => info.Contains("connected_slaves:2", StringComparison.Ordinal), cancellationToken: Now);
    }

    [Fact]
    public async Task The_VIP_follows_when_the_masters_pod_is_deleted()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var old = (await group.Group.PodsAsync(Now)).Single(pod => pod.Name == master);
        await using var writer = await group.WriterAsync(Now);
        await Task.Delay(TimeSpan.FromSeconds(1), Now);

        var deletedAt = TimeProvider.System.GetUtcNow();
        await group.Kubectl.RunAsync(Now, "delete", "pod", master, "--wait=false");
        await writer.Process.FirstGapAfterAsync(deletedAt, TimeSpan.FromSeconds(30), Now);
        var status = await group.WholeWithoutAsync(master, Now);
        var verdict = await writer.VerdictAsync(Now);

        verdict.LostWait.ShouldBe(0, $"{verdict.ToJson()}\n{status}");
        (await group.Group.PodsAsync(Now)).Single(pod => pod.Name == master).Uid.ShouldNotBe(old.Uid, "the pod is a new one");
    }

    private static async Task AllPodsHaveAsync(string count, TestGroup group, string when) => await Eventually.GetAsync(
        $"every pod has {count} keys ({when})", TimeSpan.FromSeconds(20), group.KeysAsync, keys => keys.Count == 3 && keys.Values.All(size => size == count),
        keys => string.Join(", ", keys.Select(pod => $"{pod.Key} has {pod.Value}")), Now);
}
