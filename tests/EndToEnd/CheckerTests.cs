using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd;

/// <summary>The checker itself: it says nothing of a group that nothing happens to, and finds each wrong that is done on purpose while no operator is there to right it.</summary>
public sealed class CheckerTests(OperatorCluster cluster)
{
    private static readonly TimeSpan LongEnough = Rules.Pass + Rules.AfterSilence + TimeSpan.FromSeconds(1);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_that_is_left_alone_takes_every_write_and_nothing_is_wrong()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now, rate: 1000);
        await Task.Delay(TimeSpan.FromSeconds(5), Now);

        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
        (verdict.Counts.Refused, verdict.Counts.Unknown).ShouldBe((0, 0));
        verdict.Counts.Acknowledged.ShouldBeGreaterThan(500);
        verdict.Counts.Confirmed.ShouldBeGreaterThan(500);
        verdict.Record.Roles.Select(role => role.Pod).Distinct().Count().ShouldBe(3);
        verdict.Record.Roles.Where(role => role.Role == RoleSpan.Master).Select(role => role.Pod).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task It_finds_a_slice_that_leads_to_a_replica_or_to_two_pods_wrong_labels_and_writes_that_went_elsewhere()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var check = await group.CheckAsync(Now);
        await cluster.WithoutOperatorAsync(async () =>
        {
            var replica = (await group.Group.PodsAsync(Now)).First(pod => pod.Role == "replica");
            var slice = (await group.Kubectl.ListAsync("endpointslices", Now, "-l", "kubernetes.io/service-name=cache")).ShouldHaveSingleItem();
            var right = slice["endpoints"]!.AsArray();
            var wrong = right[0]!.DeepClone();
            wrong["addresses"] = new JsonArray(replica.Address);
            wrong["targetRef"]!["name"] = replica.Name;
            wrong["targetRef"]!["uid"] = replica.Uid;

            await LeadToAsync(group, slice, [wrong.DeepClone()]);
            await group.Kubectl.RunAsync(Now, "label", "--overwrite", "pod", replica.Name, "redisoperator.io/role=master");
            await Task.Delay(LongEnough, Now);
            await LeadToAsync(group, slice, [right[0]!.DeepClone(), wrong.DeepClone()]);
            await group.Kubectl.RunAsync(Now, "label", "--overwrite", "pod", replica.Name, "redisoperator.io/role=replica");
            await group.Kubectl.RunAsync(Now, "label", "pod", right[0]!["targetRef"]!["name"]!.GetValue<string>(), "redisoperator.io/role-");
            await Task.Delay(LongEnough, Now);
        });
        // The status is that of before until an operator leads again.
        await group.LedToAsync(master, TimeSpan.FromSeconds(60), Now);

        var verdict = await check.VerdictAsync(Now);

        // The clients' connections stayed where they were while the slice led away from there.
        Enum.GetValues<ViolationKind>().Except(verdict.Violations.Select(violation => violation.Kind)).ShouldBeEmpty(verdict.ToString());
        (verdict.LostAcknowledged, verdict.LostConfirmed).ShouldBe((0, 0), verdict.ToString());
    }

    [Fact]
    public async Task It_finds_writes_that_were_acknowledged_and_are_not_there()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now);
        await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "FLUSHALL");

        var verdict = await check.VerdictAsync(Now);

        verdict.LostAcknowledged.ShouldBeGreaterThan(0, verdict.ToString());
        verdict.LostConfirmed.ShouldBeGreaterThan(0, verdict.ToString());
    }

    private static Task<string> LeadToAsync(TestGroup group, JsonNode slice, JsonArray endpoints) =>
        group.Kubectl.RunAsync(Now, "patch", "endpointslice", slice["metadata"]!["name"]!.GetValue<string>(), "--type=merge", "-p", new JsonObject { ["endpoints"] = endpoints }.ToJsonString());
}
