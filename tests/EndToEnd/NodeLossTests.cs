namespace RedisOperator.EndToEnd;

public sealed class NodeLossTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_masters_node_is_lost_and_the_VIP_moves_while_its_pod_is_still_listed()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = (await group.Group.PodsAsync(Now)).Single(pod => pod.Role == "master");
        await using var check = await group.CheckAsync(Now);
        // The operator's pods are on nodes as well: where the leader is lost too, its standby routes.
        check.Allow(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), "the operator may have been on that node");

        var lostAt = await cluster.Cluster.NodeFaultAsync("node-down", master.Node, Now);
        try
        {
            var next = await group.LedAwayFromAsync(master.Name, TimeSpan.FromSeconds(60), Now);
            await Eventually.GetAsync(
                "the labels follow", TimeSpan.FromSeconds(20), group.Group.PodsAsync,
                pods => pods.Single(pod => pod.Name == master.Name).Role == "replica" && pods.Single(pod => pod.Name == next).Role == "master", pods => string.Join('\n', pods), Now);
        }
        finally
        {
            await cluster.Cluster.NodeFaultAsync("node-up", master.Node, CancellationToken.None);
        }

        await group.WholeWithoutAsync(master.Name, Now);
        var verdict = await check.VerdictAsync(Now);

        Repeat.Say($"first write accepted {verdict.FirstAcceptedAfter(lostAt)?.TotalMilliseconds:0} ms after the node was lost");
        verdict.ShouldBeRight();
    }
}
