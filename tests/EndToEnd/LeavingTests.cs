namespace RedisOperator.EndToEnd;

/// <summary>The master's pod is asked to go: it hands over first, and no acknowledged write is lost.</summary>
public sealed class LeavingTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public Task The_masters_pod_is_deleted_and_no_write_is_lost() => LeavesAsync(
        async (group, master, _) => await group.Kubectl.RunAsync(Now, "delete", "pod", master, "--wait=false"));

    [Fact]
    public Task The_masters_node_is_cordoned_and_no_write_is_lost() => LeavesAsync(
        async (_, _, node) => await cluster.Cluster.Kubectl("default").RunAsync(Now, "cordon", node));

    [Fact]
    public Task The_masters_node_is_drained_and_no_write_is_lost() => LeavesAsync(
        async (_, _, node) => await cluster.Cluster.Kubectl("default").RunAsync(
            Now, "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--pod-selector=redisoperator.io/group=cache", "--timeout=60s"));

    private async Task LeavesAsync(Func<TestGroup, string, string, Task> leave)
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = (await group.Group.PodsAsync(Now)).Single(pod => pod.Role == "master");
        await using var check = await group.CheckAsync(Now, rate: 1000);
        var began = TimeProvider.System.GetUtcNow();
        try
        {
            await leave(group, master.Name, master.Node);
            await group.LedAwayFromAsync(master.Name, TimeSpan.FromSeconds(60), Now);
        }
        finally
        {
            await cluster.Cluster.Kubectl("default").RunAsync(CancellationToken.None, "uncordon", master.Node);
        }

        var status = await group.WholeAsync(Now);
        var verdict = await check.VerdictAsync(Now);

        Repeat.Say($"longest write gap {verdict.LongestGapMs(new Span(began, verdict.Record.Watched.To)):0} ms; {status.LastSwitch}");
        verdict.ShouldBeFlawless();
        status.LastSwitch!.Kind.ShouldBe("Switchover", status.ToString());
        status.Failovers.ShouldBe(0);
    }
}
