namespace RedisOperator.EndToEnd;

/// <summary>vip.mode HostNetwork where the address cannot be had: a condition that says why, and a group that serves all the same.</summary>
public sealed class HostNetworkRefusalTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_interface_that_no_node_has()
    {
        var vip = NodeVip.Number(21);
        await using var group = await cluster.ApplyAsync(Asking(vip, vip.Address + "/24", "ens999"), Now);

        await SaysAsync(group, "there is no interface ens999 on this host; there are:");
        await ServesAsync(group);
        await group.PatchSpecAsync($$$$"""{"vip":{"hostNetwork":{"interface":"{{{{NodeVip.Interface}}}}"}}}""", Now);

        await vip.HeldAsync(group, Now);
    }

    [Fact]
    public async Task An_address_of_another_network()
    {
        var vip = NodeVip.Number(22);
        await using var group = await cluster.ApplyAsync(Asking(vip, "192.0.2.50/24", NodeVip.Interface), Now);

        await SaysAsync(group, "192.0.2.50/24 is in no network of lan");
        await ServesAsync(group);
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_and_gives_away_later()
    {
        var vip = NodeVip.Number(23);
        await Machine("addr", "add", $"{vip.Address}/32", "dev", NodeVip.Interface).OutputAsync(TimeSpan.FromSeconds(20), Now);
        try
        {
            await using var group = await cluster.ApplyAsync(vip.Three, Now);

            await SaysAsync(group, $"{vip.Address} is in use by");
            await ServesAsync(group);
            await Machine("addr", "del", $"{vip.Address}/32", "dev", NodeVip.Interface).OutputAsync(TimeSpan.FromSeconds(20), Now);

            await vip.HeldAsync(group, Now);
        }
        finally
        {
            await Machine("addr", "del", $"{vip.Address}/32", "dev", NodeVip.Interface).RunAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        }
    }

    /// <summary>On the machine beside the nodes, whose link has the same name as theirs.</summary>
    private CommandLine Machine(params string[] arguments) => cluster.Cluster.Enter(new CommandLine("ip", arguments));

    private static string Asking(NodeVip vip, string address, string name) => $$"""
        {{Specs.MemoryOnly}}
        {{vip.Ports}}
          vip: { mode: HostNetwork, hostNetwork: { address: {{address}}, interface: {{name}}, statusPort: {{vip.Port + 2}} } }
        """;

    private static async Task SaysAsync(TestGroup group, string cause)
    {
        await group.StatusAsync(
            $"VipReady is False: {cause}", TimeSpan.FromSeconds(90),
            one => one.Reason("VipReady") == "AddressRefused" && one.Condition("VipReady") == "False" && one.Message("VipReady")!.Contains(cause, StringComparison.Ordinal), Now);
        (await group.EventAsync(cause, Now, "AddressRefused")).ShouldStartWith("Warning");
    }

    private static async Task ServesAsync(TestGroup group)
    {
        var status = await group.StatusAsync("all pods serve", TimeSpan.FromSeconds(90), one => one.Condition("Ready") == "True" && one.Ready == "3/3", Now);
        status.Holder.ShouldBeNull(status.ToString());
        (await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "SET", "inside", "yes")).ShouldBe("OK");
        (await group.Group.PodsAsync(Now)).ShouldAllBe(pod => pod.Ready && pod.Restarts == 0);
    }
}
