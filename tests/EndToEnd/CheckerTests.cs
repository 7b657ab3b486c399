namespace RedisOperator.EndToEnd;

/// <summary>The checker itself: it says nothing of a group that nothing happens to, and finds each wrong that is done on purpose.</summary>
public sealed class CheckerTests(OperatorCluster cluster)
{
    private static readonly TimeSpan LongEnough = Rules.Pass + Rules.AfterSilence + TimeSpan.FromSeconds(1.5);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_that_is_left_alone_takes_every_write_and_nothing_is_wrong()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now, rate: 1000);
        await Task.Delay(TimeSpan.FromSeconds(5), Now);

        var verdict = await check.VerdictAsync(Now);

        TestContext.Current.TestOutputHelper?.WriteLine(verdict.ToString());
        verdict.Violations.ShouldBeEmpty(verdict.ToString());
        (verdict.LostAcknowledged, verdict.LostConfirmed, verdict.Ledger.Phantoms).ShouldBe((0, 0, 0));
        (verdict.Counts.Refused, verdict.Counts.Unknown).ShouldBe((0, 0));
        verdict.Counts.Acknowledged.ShouldBeGreaterThan(500);
        verdict.Counts.Confirmed.ShouldBeGreaterThan(500);
        verdict.Record.Roles.Select(role => role.Pod).Distinct().Count().ShouldBe(3);
        verdict.Record.Roles.Where(role => role.Role == RoleSpan.Master).Select(role => role.Pod).Distinct().Count().ShouldBe(1);
    }
}
