using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd;

/// <summary>vip.mode LoadBalancer: a client on a host beside the nodes has an address and ARP, and nothing else.</summary>
public sealed class LoadBalancerTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_is_assigned_announced_from_the_masters_node_and_told()
    {
        await using var group = await cluster.WholeGroupAsync(Asking("172.30.0.231"), Now);

        var status = await AssignedAsync(group, "172.30.0.231");

        status.Condition("VipReady").ShouldBe("True", status.ToString());
        (await group.Group.RedisAsync(status.Vip, Now, "ROLE")).ShouldStartWith("master");
        (await group.Group.RedisAsync(status.Vip, Now, "CLIENT", "INFO")).ShouldContain(" addr=172.30.0.1:", customMessage: "redis sees the client's own address");
        (await NeighbourWatch.HardwareOfAsync(cluster.Cluster, "172.30.0.231", Now)).ShouldBe(await HardwareOfPodsNodeAsync(group, status.Master!));
        (await group.EventAsync("172.30.0.231:6379", Now, "AddressAssigned")).ShouldStartWith("Normal");
        await group.NothingMovesAsync(Now);
    }

    [Fact]
    public async Task After_a_switchover_the_clients_neighbour_entry_names_the_new_masters_node_and_no_acknowledged_write_is_lost()
    {
        await using var group = await cluster.WholeGroupAsync(Asking("172.30.0.232"), Now);
        var status = await AssignedAsync(group, "172.30.0.232");

        await AddressSwitches.RunAsync(cluster, group, status.Vip, pod => HardwareOfPodsNodeAsync(group, pod), Now);
    }

    [Fact]
    public async Task When_the_master_is_killed_the_client_follows_to_the_next_one()
    {
        await using var group = await cluster.WholeGroupAsync(Asking("172.30.0.233"), Now);
        var status = await AssignedAsync(group, "172.30.0.233");
        await using var neighbours = NeighbourWatch.Start(cluster.Cluster);
        await using var check = await group.CheckAsync(Now, address: status.Vip);
        var (followed, killings) = (new List<double>(), new List<DateTimeOffset>());
        for (var round = 1; round <= Repeat.Times; round++)
        {
            var master = await group.MasterAsync(Now);
            var killed = await group.KillRedisOfAsync(master, Now);
            var after = await group.WholeWithoutAsync(master, Now);
            var at = await neighbours.FollowedAsync("172.30.0.233", await HardwareOfPodsNodeAsync(group, after.Master!), killed, Patience, Now);
            followed.Add((at.ShouldNotBeNull() - after.LastSwitch!.CompletedAt!.Value).TotalMilliseconds);
            killings.Add(killed);
            // A second crash within ten minutes would wait in kubelet's back-off; a new pod does not.
            await group.ReplacedAsync(master, Now);
        }

        var verdict = await check.VerdictAsync(Now);

        Repeat.Say("from the routing write to the client's neighbour entry", followed);
        Repeat.Say("from the kill to the first write accepted", killings.Select(killed => verdict.FirstAcceptedAfter(killed)!.Value.TotalMilliseconds));
        verdict.ShouldBeRight();
    }

    [Fact]
    public async Task The_mode_changes_there_and_back_under_a_writer_in_place_without_a_restart_or_a_loss()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var inside = (await group.WholeAsync(Now)).Vip;
        var service = await ServiceAsync(group);
        var processes = await group.ProcessesAsync(Now);
        await using var check = await group.CheckAsync(Now, rate: 1000);

        await group.PatchSpecAsync("""{"vip":{"mode":"LoadBalancer","loadBalancer":{"address":"172.30.0.234"}}}""", Now);
        var status = await AssignedAsync(group, "172.30.0.234");
        (await group.Group.RedisAsync(status.Vip, Now, "ROLE")).ShouldStartWith("master");
        var balanced = await ServiceAsync(group);
        await group.PatchSpecAsync("""{"vip":{"mode":"Service","loadBalancer":null}}""", Now);
        status = await group.StatusAsync("the VIP has its address inside the cluster again", Patience, one => one.Vip == inside && one.Condition("VipReady") == "True", Now);

        status.Json["status"]!["vip"]!["clusterAddress"].ShouldBeNull();
        var back = await Eventually.GetAsync("the load balancer took its address back", Patience, _ => ServiceAsync(group), one => one["status"]!["loadBalancer"]!.AsObject().Count == 0, cancellationToken: Now);
        (balanced["metadata"]!["uid"]!.ToString(), back["metadata"]!["uid"]!.ToString()).ShouldBe((service["metadata"]!["uid"]!.ToString(), service["metadata"]!["uid"]!.ToString()));
        (balanced["spec"]!["clusterIP"]!.ToString(), balanced["spec"]!["externalTrafficPolicy"]!.ToString()).ShouldBe((service["spec"]!["clusterIP"]!.ToString(), "Local"));
        back["spec"]!.ToJsonString().ShouldBe(service["spec"]!.ToJsonString());
        (await group.ProcessesAsync(Now)).ShouldBe(processes);
        (await check.VerdictAsync(Now)).ShouldBeFlawless();
    }

    [Fact]
    public async Task An_address_that_cannot_be_had_is_a_condition_with_its_cause_and_the_group_serves_all_the_same()
    {
        await using var outside = await cluster.ApplyAsync(One("loadBalancer: { address: 192.0.2.1 }"), Now);
        await using var unserved = await cluster.ApplyAsync(One("loadBalancer: { className: nobodys }"), Now);
        await using var first = await cluster.ApplyAsync(One("loadBalancer: { address: 172.30.0.235 }"), Now);
        await AssignedAsync(first, "172.30.0.235");
        await using var second = await cluster.ApplyAsync(One("loadBalancer: { address: 172.30.0.235 }"), Now);

        await SaysAsync(outside, "AddressRefused", "[\"192.0.2.1\"] is not allowed in config");
        await SaysAsync(second, "AddressRefused", $"address also in use by {first.Kubectl.Namespace}/cache");
        await SaysAsync(unserved, "AddressPending", "no load balancer of the class nobodys has answered");
        foreach (var group in (TestGroup[])[outside, unserved, second])
        {
            await group.WholeAsync(Now);
            (await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "ROLE")).ShouldStartWith("master");
        }

        await outside.PatchSpecAsync("""{"vip":{"loadBalancer":{"address":"172.30.0.236"}}}""", Now);
        await unserved.PatchSpecAsync("""{"vip":{"mode":"Service","loadBalancer":null}}""", Now);
        await unserved.PatchSpecAsync("""{"vip":{"mode":"LoadBalancer","loadBalancer":{"address":"172.30.0.237","className":"local-cluster/layer2"}}}""", Now);
        await first.PatchSpecAsync("""{"vip":{"mode":"Service","loadBalancer":null}}""", Now);

        await AssignedAsync(outside, "172.30.0.236");
        await AssignedAsync(unserved, "172.30.0.237");
        await AssignedAsync(second, "172.30.0.235");
        (await second.EventAsync("172.30.0.235:6379", Now, "AddressAssigned")).ShouldStartWith("Normal");
    }

    [Fact]
    public async Task The_masters_node_is_lost_and_the_address_moves_with_the_master()
    {
        await using var group = await cluster.WholeGroupAsync(Asking("172.30.0.238"), Now);
        var status = await AssignedAsync(group, "172.30.0.238");
        var master = (await group.Group.PodsAsync(Now)).Single(pod => pod.Role == "master");
        await using var neighbours = NeighbourWatch.Start(cluster.Cluster);
        await using var check = await group.CheckAsync(Now, address: status.Vip);
        check.Allow(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), "the operator may have been on that node");

        var lostAt = await cluster.Cluster.NodeFaultAsync("node-down", master.Node, Now);
        try
        {
            var next = await group.LedAwayFromAsync(master.Name, TimeSpan.FromSeconds(60), Now);
            var node = (await group.Group.PodsAsync(Now)).Single(pod => pod.Name == next).Node;
            await neighbours.FollowedAsync("172.30.0.238", await HardwareOfNodeAsync(node), lostAt, Patience, Now);
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

    private static string Asking(string address) => $$"""
        {{Specs.OnePodANode}}
          vip: { mode: LoadBalancer, loadBalancer: { address: {{address}} } }
        """;

    private static string One(string asked) => $$"""
          replicas: 1
          image: redis:8.2
          persistence: { mode: None }
          vip: { mode: LoadBalancer, {{asked}} }
        """;

    private static Task<GroupStatus> AssignedAsync(TestGroup group, string address) =>
        group.StatusAsync($"the VIP has the address {address}", Patience, status => status.Vip == $"{address}:6379" && status.Condition("VipReady") == "True", Now);

    private static async Task SaysAsync(TestGroup group, string reason, string cause)
    {
        var status = await group.StatusAsync(
            $"VipReady is False: {cause}", TimeSpan.FromSeconds(60), one => one.Reason("VipReady") == reason && one.Condition("VipReady") == "False" && one.Message("VipReady")!.Contains(cause, StringComparison.Ordinal), Now);
        status.Vip.ShouldBe("-");
        (await group.EventAsync(cause, Now, reason)).ShouldStartWith("Warning");
    }

    private static async Task<JsonNode> ServiceAsync(TestGroup group) => (await group.Kubectl.GetAsync("service", group.Group.Name, Now))!;

    private async Task<string> HardwareOfPodsNodeAsync(TestGroup group, string pod) => await HardwareOfNodeAsync((await group.Group.PodsAsync(Now)).Single(one => one.Name == pod).Node);

    /// <summary>By the node's own address, which the client's host has spoken to because pods are routed by way of it.</summary>
    private async Task<string> HardwareOfNodeAsync(string node)
    {
        var address = await cluster.Cluster.Kubectl("default").RunAsync(Now, "get", "node", node, "-o", "jsonpath={.status.addresses[?(@.type==\"InternalIP\")].address}");
        return (await NeighbourWatch.HardwareOfAsync(cluster.Cluster, address, Now)).ShouldNotBeNull($"{node} has never been spoken to");
    }
}
