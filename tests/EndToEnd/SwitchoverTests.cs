namespace RedisOperator.EndToEnd;

/// <summary>The master changes because somebody wants it to: not one acknowledged write is lost, with or without WAIT.</summary>
public sealed class SwitchoverTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_for_by_annotation_again_and_again_under_a_thousand_writes_a_second_it_loses_none()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now, rate: 1000);
        var switches = new List<Span>();
        for (var round = 1; round <= Repeat.Times; round++)
        {
            var master = await group.MasterAsync(Now);
            var wish = round % 2 == 0 ? "any" : (await group.Group.PodsAsync(Now)).Last(pod => pod.Name != master).Name;

            var began = TimeProvider.System.GetUtcNow();
            var answer = await group.SwitchOverAsync(wish, Now);
            switches.Add(new Span(began, TimeProvider.System.GetUtcNow()));

            answer.Outcome.ShouldBe("Completed", answer.ToString());
            answer.From.ShouldBe(master);
            answer.To.ShouldBe(wish == "any" ? answer.To : wish);
            await group.WholeWithoutAsync(master, Now);
        }

        var verdict = await check.VerdictAsync(Now);

        Repeat.Say("write gap of the client that waited longest", switches.Select(verdict.LongestGapMs));
        verdict.ShouldBeFlawless();
        (await group.Group.StatusAsync(Now)).Failovers.ShouldBe(0, "a switchover is no failover");
    }

    [Theory]
    [InlineData("crash-after-election")]
    [InlineData("crash-after-promotion")]
    public async Task The_sentinel_that_was_told_dies_at_it_and_the_switch_is_finished_without_a_loss(string failure)
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var pods = await group.Group.PodsAsync(Now);
        foreach (var pod in pods)
        {
            // Whoever is asked: Sentinel itself can be told to die right before it selects a replica, or right after it has seen the promotion.
            (await group.Group.RedisAsync($"{pod.Address}:26379", Now, "SENTINEL", "SIMULATE-FAILURE", failure)).ShouldContain("OK");
        }
        await using var check = await group.CheckAsync(Now, rate: 1000);

        var answer = await group.SwitchOverAsync("cache-2", Now);

        answer.Outcome.ShouldBe("Completed", answer.ToString());
        (await group.WholeWithoutAsync(master, Now)).Master.ShouldBe("cache-2");
        (await group.Group.PodsAsync(Now)).Sum(pod => pod.Restarts).ShouldBeGreaterThan(pods.Sum(pod => pod.Restarts), "a sentinel died");
        (await check.VerdictAsync(Now)).ShouldBeFlawless();
    }

    [Theory]
    [InlineData("cache-7", "no pod of this group")]
    [InlineData("cache-0", "is the master already")]
    public async Task One_that_cannot_be_is_refused_with_the_reason_and_nothing_moves(string wish, string reason)
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        var answer = await group.SwitchOverAsync(wish, Now);

        answer.Outcome.ShouldBe("Failed", answer.ToString());
        answer.Message!.ShouldContain(reason);
        (await group.EventAsync(reason, Now, "SwitchoverRefused")).ShouldStartWith("Warning");
        (await group.MasterAsync(Now)).ShouldBe("cache-0");
        (await group.Group.StatusAsync(Now)).Json["metadata"]!["annotations"]?["redisoperator.io/switchover"].ShouldBeNull("the annotation is taken off");
    }
}
