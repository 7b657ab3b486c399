namespace RedisOperator.EndToEnd;

/// <summary>The master is lost in the very moment in which the operator, or its way to the API server, is.</summary>
public sealed class ControlPlaneTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(6);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("silent")]
    [InlineData("refused")]
    public async Task The_API_server_cannot_be_reached_while_the_master_dies_and_the_VIP_is_right_soon_after_its_return(string how)
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var check = await group.CheckAsync(Now);
        check.Allow(Outage + TimeSpan.FromSeconds(5), Outage + TimeSpan.FromSeconds(5), "nobody could write to the API server");

        var began = await cluster.Cluster.ApiFaultAsync(how, Outage, Now);
        await group.KillRedisOfAsync(master, Now);
        await group.WholeWithoutAsync(master, Now);
        var verdict = await check.VerdictAsync(Now);

        var right = Promotion(verdict, master).Routed - (began + Outage);
        Repeat.Say($"the VIP was right {right.TotalMilliseconds:0} ms after the API server's return");
        verdict.ShouldBeRight();
        right.ShouldBeLessThan(TimeSpan.FromSeconds(10), verdict.ToString());
    }

    [Fact]
    public async Task A_slow_API_server_delays_the_VIP_and_nothing_else()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var check = await group.CheckAsync(Now);
        check.Allow(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(8), "every answer of the API server takes a second");

        await cluster.Cluster.ApiFaultAsync("slow", TimeSpan.FromSeconds(10), Now);
        await group.KillRedisOfAsync(master, Now);
        await group.WholeWithoutAsync(master, Now);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeRight();
    }

    [Fact]
    public async Task Leader_and_master_die_in_the_same_instant_and_the_other_operator_routes_as_soon_as_Sentinel_has_promoted()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var leader = await cluster.LeaderAsync(Now);
        await using var check = await group.CheckAsync(Now);
        check.Allow(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), "the old master is back before Sentinel has found another: there is nobody to lead to");

        var killed = await cluster.Cluster.KillTogetherAsync(Now, $"{OperatorInstallation.Namespace}/{leader}/operator", $"{group.Group.PodKey(master)}/redis");
        await group.WholeWithoutAsync(master, Now);
        var verdict = await check.VerdictAsync(Now);

        var (promoted, routed) = Promotion(verdict, master);
        Repeat.Say($"promoted {(promoted - killed).TotalMilliseconds:0} ms after both were killed, routed {(routed - promoted).TotalMilliseconds:0} ms later");
        verdict.ShouldBeRight();
        (routed - promoted).ShouldBeLessThan(TimeSpan.FromSeconds(3), verdict.ToString());
    }

    private static (DateTimeOffset Promoted, DateTimeOffset Routed) Promotion(CheckVerdict verdict, string oldMaster)
    {
        // An endpoint that the watch knew before its pod is no pod yet.
        var routed = verdict.Record.Vip.First(vip => vip.Value.Count == 1 && verdict.Record.Pods.Any(pod => pod.Uid == vip.Value.Single() && pod.Name != oldMaster));
        var said = verdict.Record.Roles.Where(role => role.Pod == routed.Value.Single() && role.Role == RoleSpan.Master).ToArray();
        said.ShouldNotBeEmpty(verdict.ToString());
        return (said.Min(role => role.First), routed.At);
    }
}
