namespace RedisOperator.EndToEnd;

public sealed class RepeatedCrashTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_master_is_killed_again_and_again_and_no_confirmed_write_is_lost()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now, rate: 400);
        var kills = new List<DateTimeOffset>();
        for (var round = 1; round <= Repeat.Times; round++)
        {
            var master = await group.MasterAsync(Now);
            kills.Add(await group.KillRedisOfAsync(master, Now));
            await group.WholeWithoutAsync(master, Now);
            // A second crash within ten minutes would wait in kubelet's back-off; a new pod does not.
            await group.ReplacedAsync(master, Now);
        }

        var verdict = await check.VerdictAsync(Now);

        Repeat.Say("kill to the first accepted write", kills.Select(kill => verdict.FirstAcceptedAfter(kill)!.Value.TotalMilliseconds));
        verdict.ShouldBeRight();
        (await group.Group.StatusAsync(Now)).Failovers.ShouldBe(Repeat.Times);
    }
}
