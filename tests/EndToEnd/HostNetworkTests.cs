using System.Globalization;

namespace RedisOperator.EndToEnd;

/// <summary>vip.mode HostNetwork: a client on a host beside the nodes knows an address of their network, and nothing else.</summary>
public sealed class HostNetworkTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_is_on_the_masters_node_alone_and_told_and_nothing_is_written_at_rest()
    {
        var vip = NodeVip.Number(1);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);

        var status = await HeldAsync(group, vip);

        (await group.Group.RedisAsync(vip.Client, Now, "ROLE")).ShouldStartWith("master");
        (await vip.HoldersAsync(cluster.Cluster, group, Now)).ShouldBe([status.Master!]);
        (await group.EventAsync($"{vip.Address}/24 is on the node of {status.Master}", Now, "AddressMoved")).ShouldStartWith("Normal");
        (await group.Group.PodsAsync(Now)).Select(pod => pod.Node).Distinct().Count().ShouldBe(3);
        await group.NothingMovesAsync(Now);
    }

    [Fact]
    public async Task A_switchover_moves_the_address_and_no_acknowledged_write_is_lost()
    {
        var vip = NodeVip.Number(2);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);
        await HeldAsync(group, vip);

        await AddressSwitches.RunAsync(cluster, group, vip.Client, pod => NodeVip.HardwareOfAsync(cluster.Cluster, group, pod, Now), Now);
    }

    [Fact]
    public async Task When_the_master_is_killed_the_client_follows_to_the_next_one()
    {
        var vip = NodeVip.Number(3);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);
        var status = await HeldAsync(group, vip);
        await using var check = await group.CheckAsync(Now, address: vip.Client);
        var killings = new List<DateTimeOffset>();
        for (var round = 1; round <= Repeat.Times; round++)
        {
            var master = status.Master!;
            killings.Add(await group.KillRedisOfAsync(master, Now));
            await group.WholeWithoutAsync(master, Now);
            // A second crash within ten minutes would wait in kubelet's back-off; a new pod does not.
            await group.ReplacedAsync(master, Now);
            status = await HeldAsync(group, vip);
            (await vip.HoldersAsync(cluster.Cluster, group, Now)).ShouldBe([status.Master!]);
        }

        var verdict = await check.VerdictAsync(Now);

        Repeat.Say("from the kill to the first write accepted", killings.Select(killed => verdict.FirstAcceptedAfter(killed)!.Value.TotalMilliseconds));
        verdict.ShouldBeRight();
    }

    [Fact]
    public async Task The_pod_of_the_master_is_deleted_and_the_address_stays_until_the_writes_are_handed_over()
    {
        var vip = NodeVip.Number(4);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);
        var status = await HeldAsync(group, vip);
        await using var check = await group.CheckAsync(Now, rate: 1000, address: vip.Client);

        await group.Kubectl.RunAsync(Now, "delete", "pod", status.Master!, "--wait=false");
        await group.WholeWithoutAsync(status.Master!, Now);
        await HeldAsync(group, vip);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
    }

    [Fact]
    public async Task The_masters_node_is_lost_and_the_address_is_on_one_node_when_it_is_back()
    {
        var vip = NodeVip.Number(5);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);
        var master = (await HeldAsync(group, vip)).Master!;
        var node = (await group.Group.PodsAsync(Now)).Single(pod => pod.Name == master).Node;
        await using var check = await group.CheckAsync(Now, address: vip.Client);
        check.Allow(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), "the operator may have been on that node");

        var lostAt = await cluster.Cluster.NodeFaultAsync("node-down", node, Now);
        try
        {
            var next = await group.LedAwayFromAsync(master, Patience, Now);
            await Eventually.TrueAsync("the address answers from the next master's node", Patience, async ct => await vip.AnswersFromAsync(cluster.Cluster, group, next, ct), Now);
        }
        finally
        {
            await cluster.Cluster.NodeFaultAsync("node-up", node, CancellationToken.None);
        }

        var after = await group.WholeWithoutAsync(master, Now);
        await Eventually.GetAsync("one node has the address", Patience, ct => vip.HoldersAsync(cluster.Cluster, group, ct), holders => holders is [var only] && only == after.Master, holders => string.Join(", ", holders), Now);
        var verdict = await check.VerdictAsync(Now);

        Repeat.Say($"first write accepted {verdict.FirstAcceptedAfter(lostAt)?.TotalMilliseconds:0} ms after the node was lost");
        verdict.ShouldBeRight();
    }

    [Fact]
    public async Task The_address_follows_the_master_while_the_operator_and_the_API_server_are_both_away()
    {
        var vip = NodeVip.Number(6);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);
        var master = (await HeldAsync(group, vip)).Master!;

        await cluster.WithoutOperatorAsync(async () =>
        {
            await cluster.Cluster.ApiFaultAsync("silent", TimeSpan.FromSeconds(60), Now);
            try
            {
                var killed = await group.KillRedisOfAsync(master, Now);
                var next = await Eventually.GetAsync(
                    "another pod's node has the address, and its redis is master", Patience, ct => vip.HoldersAsync(cluster.Cluster, group, ct),
                    holders => holders is [var only] && only != master, holders => string.Join(", ", holders), Now);
                await Eventually.GetAsync("a write goes to the address", TimeSpan.FromSeconds(20), ct => vip.WriteAsync(group, ct), answer => answer == "OK", answer => answer, Now);
                Repeat.Say($"the address had moved {(TimeProvider.System.GetUtcNow() - killed).TotalSeconds:0.0} s after the kill, without an operator");
                (await vip.AnswersFromAsync(cluster.Cluster, group, next[0], Now)).ShouldBeTrue();
            }
            finally
            {
                await cluster.Cluster.ApiFaultAsync("none", TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        });

        await group.WholeAsync(Now);
        await HeldAsync(group, vip);
    }

    [Fact]
    public async Task A_master_that_is_cut_off_lets_go_of_the_address_and_there_is_one_when_it_is_back()
    {
        var vip = NodeVip.Number(7);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);
        var master = (await HeldAsync(group, vip)).Master!;
        var node = (await group.Group.PodsAsync(Now)).Single(pod => pod.Name == master).Node;
        await using var check = await group.CheckAsync(Now, address: vip.Client);
        check.Allow(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20), "the operator may have been on that node, and the cut off node cannot be told");

        await cluster.Cluster.NodeFaultAsync("cutoff", node, Now);
        try
        {
            // holdFor is downAfter, 5 s: the node lets go by itself, whoever the others choose.
            await Eventually.TrueAsync("the cut off node has let go", TimeSpan.FromSeconds(20), async ct => !(await vip.HoldersAsync(cluster.Cluster, group, ct)).Contains(master), Now);
            var next = await group.LedAwayFromAsync(master, Patience, Now);
            await Eventually.TrueAsync("the address answers from the next master's node", Patience, async ct => await vip.AnswersFromAsync(cluster.Cluster, group, next, ct), Now);
        }
        finally
        {
            await cluster.Cluster.NodeFaultAsync("restore", node, CancellationToken.None);
        }

        var after = await group.WholeWithoutAsync(master, Now);
        (await vip.HoldersAsync(cluster.Cluster, group, Now)).ShouldBe([after.Master!]);
        var verdict = await check.VerdictAsync(Now);
        Repeat.Say(string.Create(CultureInfo.InvariantCulture, $"{verdict}"));
    }

    [Fact]
    public async Task The_vip_container_is_killed_and_goes_on_where_it_was()
    {
        var vip = NodeVip.Number(8);
        await using var group = await cluster.WholeGroupAsync(vip.Three, Now);
        var master = (await HeldAsync(group, vip)).Master!;
        await using var check = await group.CheckAsync(Now, address: vip.Client);

        await cluster.Cluster.KillAsync(group.Group.PodKey(master), "vip", Now);
        await Eventually.TrueAsync(
            "its successor runs", Patience, async ct => (await group.Group.PodsAsync(ct)).Single(pod => pod.Name == master).Restarts > 0, Now);
        var status = await HeldAsync(group, vip);

        status.Master.ShouldBe(master);
        (await vip.HoldersAsync(cluster.Cluster, group, Now)).ShouldBe([master]);
        (await check.VerdictAsync(Now)).ShouldBeFlawless();
    }

    private static Task<GroupStatus> HeldAsync(TestGroup group, NodeVip vip) => vip.HeldAsync(group, Now);
}
