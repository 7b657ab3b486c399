namespace RedisOperator.EndToEnd;

/// <summary>
/// The operator is killed at moments that hurt, and the next one has to come to the same end. The moments are spread over
/// the work rather than aimed at one line of it: what holds at all of them holds between any two writes.
/// </summary>
public sealed class OperatorDeathTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    [InlineData(1000)]
    [InlineData(1800)]
    public async Task Killed_while_a_group_is_being_made_the_group_still_gets_one_master(int milliseconds)
    {
        await using var group = await cluster.ApplyAsync(Specs.Three, Now);

        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Now);
        await cluster.KillOperatorAsync(Now);
        var status = await group.WholeAsync(Now);

        await group.LedToAsync(status.Master!, Now);
        status.Master.ShouldBe("cache-0");
        status.Failovers.ShouldBe(0);
        await OneMasterAsync(group);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(180)]
    [InlineData(240)]
    [InlineData(350)]
    public async Task Killed_in_the_middle_of_a_failover_the_next_one_finishes_it(int milliseconds)
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var writer = await group.WriterAsync(Now);
        await Task.Delay(TimeSpan.FromSeconds(1), Now);

        // Both take about as long to start, so the difference between them is what is asked for.
        var crash = group.KillRedisOfAsync(master, Now);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Now);
        await cluster.KillOperatorAsync(Now);
        await crash;
        var status = await group.WholeWithoutAsync(master, Now);
        var verdict = await writer.VerdictAsync(Now);

        verdict.LostWait.ShouldBe(0, $"{verdict.ToJson()}\n{status}");
        await OneMasterAsync(group);
    }

    [Fact]
    public async Task While_no_operator_runs_Sentinel_fails_over_and_the_next_operator_follows()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await cluster.WithoutOperatorAsync(async () =>
        {
            await group.KillRedisOfAsync(master, Now);
            await Eventually.GetAsync(
                "Sentinel has made another pod master", TimeSpan.FromSeconds(60), group.Group.PodsAndRolesAsync,
                roles => roles.Any(role => role.Key != master && role.Value == "master"), roles => string.Join(", ", roles.Select(role => $"{role.Key} says {role.Value}")), Now);
        });

        await group.WholeWithoutAsync(master, Now);
        await OneMasterAsync(group);
    }

    [Fact]
    public async Task Killed_after_the_route_and_before_the_labels_the_next_one_writes_the_labels_and_leaves_the_route()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await cluster.WithoutOperatorAsync(async () =>
        {
            // What an operator leaves that dies between the two: the slice is right, the labels are those of before.
            await group.Kubectl.RunAsync(Now, "label", "--overwrite", "pod", master, "redisoperator.io/role=replica");
            await group.Kubectl.RunAsync(Now, "label", "--overwrite", "pod", "cache-2", "redisoperator.io/role=master");
        });

        await Eventually.GetAsync(
            "the labels say what the slice says", TimeSpan.FromSeconds(60), ct => group.Group.VipFaultAsync(master, ct), fault => fault is null, fault => fault ?? "nothing is wrong", Now);
        var status = await group.WholeAsync(Now);
        (status.Master, status.Failovers).ShouldBe((master, 0));
    }

    private static async Task OneMasterAsync(TestGroup group)
    {
        var roles = await group.Group.PodsAndRolesAsync(Now);
        roles.Values.Count(role => role == "master").ShouldBe(1, string.Join(", ", roles.Select(role => $"{role.Key} says {role.Value}")));
    }
}
