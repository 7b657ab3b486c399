namespace RedisOperator.EndToEnd;

/// <summary>spec.vip.mode is changed on a living group.</summary>
public sealed class VipModeTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_Service_to_HostNetwork_to_LoadBalancer_and_back_under_a_writer_without_a_lost_write()
    {
        var vip = NodeVip.Number(31);
        await using var group = await cluster.WholeGroupAsync($$"""
            {{Specs.Three}}
            {{vip.Ports}}
              vip: { service: { port: {{vip.Port}} } }
            """, Now);
        var inside = (await group.WholeAsync(Now)).Vip;
        await using var check = await group.CheckAsync(Now, rate: 500);

        await group.PatchSpecAsync($$$$"""{"vip":{"mode":"HostNetwork","hostNetwork":{"address":"{{{{vip.Address}}}}/24","interface":"{{{{NodeVip.Interface}}}}","statusPort":{{{{vip.Port + 2}}}}}}}""", Now);
        await group.SettledAsync(Patience, Now);
        var onNode = await vip.HeldAsync(group, Now);
        (await vip.HoldersAsync(cluster.Cluster, group, Now)).ShouldBe([onNode.Master!]);

        await group.PatchSpecAsync("""{"vip":{"mode":"LoadBalancer","hostNetwork":null,"loadBalancer":{"address":"172.30.0.239"}}}""", Now);
        await group.SettledAsync(Patience, Now);
        var balanced = await group.StatusAsync("the load balancer has assigned the address", Patience, status => status.Vip == $"172.30.0.239:{vip.Port}" && status.Condition("VipReady") == "True", Now);
        (await group.Group.RedisAsync(balanced.Vip, Now, "ROLE")).ShouldStartWith("master");
        (await vip.WriteAsync(group, Now)).ShouldNotBe("OK", "nobody has the node's address any more");

        await group.PatchSpecAsync("""{"vip":{"mode":"Service","loadBalancer":null}}""", Now);
        await group.StatusAsync("the VIP has its address inside the cluster again", Patience, status => status.Vip == inside && status.Condition("VipReady") == "True", Now);
        await group.SettledAsync(Patience, Now);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
    }
}
