namespace RedisOperator.EndToEnd;

public sealed class PartitionTests(OperatorCluster cluster)
{
    private static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(3);
    // Bounds tell right from wrong; how quick it is, the bench says.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_master_cut_off_from_everything_but_its_own_clients_stops_taking_writes_and_the_VIP_moves()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var check = await group.CheckAsync(Now);
        await using var inside = await group.InsideWriterAsync(master, Now);

        var cutAt = await cluster.Cluster.FaultAsync("cutoff", group.Group.PodKey(master), Now);
        DateTimeOffset healedAt;
        try
        {
            await group.LedAwayFromAsync(master, TimeSpan.FromSeconds(60), Now);
            await Task.Delay(TimeSpan.FromSeconds(2), Now);
        }
        finally
        {
            healedAt = await cluster.Cluster.FaultAsync("restore", group.Group.PodKey(master), CancellationToken.None);
        }

        await group.WholeWithoutAsync(master, Now);
        await inside.StopAsync();
        var isolated = await check.CompareAsync([inside.LedgerFile], Now);
        var verdict = await check.VerdictAsync(Now);

        var moved = verdict.Record.Vip.First(vip => vip.At > cutAt && vip.Value.Count == 1 && verdict.Record.NameOf(vip.Value.Single()) != master).At - cutAt;
        var writes = LedgerEntry.ReadFile(inside.LedgerFile).Where(write => write.WasAnsweredOk).ToArray();
        var lastTaken = writes.Max(write => write.AnsweredAt) - cutAt;
        var old = verdict.Record.Pods.Single(pod => pod.Name == master);
        var zombie = verdict.Record.Roles.Where(role => role.Pod == old.Uid && role.Role == RoleSpan.Master && role.Last > healedAt).Select(role => role.Last - healedAt).DefaultIfEmpty().Max();
        Repeat.Say($"VIP moved after {moved.TotalMilliseconds:0} ms; last write on the cut-off side acknowledged after {lastTaken.TotalMilliseconds:0} ms, "
            + $"{isolated.LostAcknowledged} lost; old master demoted {zombie.TotalMilliseconds:0} ms after the network's return");
        verdict.ShouldBeFlawless();
        moved.ShouldBeLessThan(DownAfter + Slack, verdict.ToString());
        lastTaken.ShouldBeLessThan(MaxLag + Slack, "min-replicas-max-lag ends the writes of a master without replicas");
        isolated.LostConfirmed.ShouldBe(0, isolated.ToJson());
        isolated.Phantoms.ShouldBe(0, isolated.ToJson());
        isolated.LostAcknowledged.ShouldBeLessThanOrEqualTo(writes.Count(write => write.Outcome == WriteOutcome.Acknowledged && write.AnsweredAt > cutAt - TimeSpan.FromSeconds(1)), "only what was acknowledged after the cut");
        zombie.ShouldBeLessThan(Slack, verdict.ToString());
    }

    [Fact]
    public async Task A_replica_that_is_cut_off_moves_nothing()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var replica = (await group.Group.PodsAsync(Now)).Last(pod => pod.Role == "replica").Name;
        await using var check = await group.CheckAsync(Now);
        await cluster.Cluster.FaultAsync("cutoff", group.Group.PodKey(replica), Now);
        try
        {
            await Task.Delay(DownAfter + TimeSpan.FromSeconds(2), Now);
        }
        finally
        {
            await cluster.Cluster.FaultAsync("restore", group.Group.PodKey(replica), CancellationToken.None);
        }

        var status = await group.WholeAsync(Now);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
        (status.Master, status.Failovers).ShouldBe((master, 0));
    }
}
