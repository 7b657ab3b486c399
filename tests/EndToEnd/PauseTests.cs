using System.Globalization;

namespace RedisOperator.EndToEnd;

/// <summary>Hands off until a time: for surgery by hand, with an end so that nobody forgets it.</summary>
public sealed class PauseTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_group_is_left_alone_the_VIP_follows_Sentinel_and_afterwards_all_is_put_right()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var check = await group.CheckAsync(Now);
        var end = TimeProvider.System.GetUtcNow().AddSeconds(25);
        check.Allow(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), "the operator keeps its hands off; Sentinel fails over by itself");
        var until = end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await group.Kubectl.RunAsync(
            Now, "patch", "redisgroup", group.Group.Name, "--type=merge", "-p", $$"""{"spec":{"pausedUntil":"{{until}}","resources":{"requests":{"cpu":"17m"} } } }""");
        (await group.StatusAsync("it says that it is paused", TimeSpan.FromSeconds(15), status => status.Phase == "Paused", Now)).Reason("Progressing").ShouldBe("Paused");
        var pods = (await group.Group.PodsAsync(Now)).Select(pod => pod.Uid).ToArray();

        await group.KillRedisOfAsync(master, Now);
        await group.LedAwayFromAsync(master, TimeSpan.FromSeconds(20), Now);

        (await group.Group.StatusAsync(Now)).Phase.ShouldBe("Paused");
        (await group.Group.PodsAsync(Now)).Select(pod => pod.Uid).ShouldBe(pods, "no pod is replaced in a pause");
        (await group.StatusAsync("it goes on by itself", TimeSpan.FromMinutes(2), status => status.IsWhole && status.Reason("Progressing") == "Settled", Now)).Master.ShouldNotBeNull();
        (await group.Group.PodsAsync(Now)).Select(pod => pod.Uid).Intersect(pods).ShouldBeEmpty("what was changed in the pause is rolled out after it");
        (await check.VerdictAsync(Now)).ShouldBeRight();
    }

    [Fact]
    public async Task A_supervised_update_rolls_the_replicas_and_waits_for_the_switchover_that_is_asked_for()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three + "\n  updateStrategy: { type: Supervised }", Now);
        var master = await group.MasterAsync(Now);
        var before = (await group.Group.PodsAsync(Now)).ToDictionary(pod => pod.Name, pod => pod.Uid);

        await group.Kubectl.RunAsync(Now, "patch", "redisgroup", group.Group.Name, "--type=merge", "-p", """{"spec":{"resources":{"requests":{"cpu":"18m"}}}}""");
        var waits = await group.StatusAsync("the master waits", TimeSpan.FromMinutes(2), status => status.Reason("Progressing") == "AwaitingSwitchover", Now);

        waits.Message("Progressing")!.ShouldContain("redisoperator.io/switchover=any");
        (await group.Group.PodsAsync(Now)).Where(pod => before[pod.Name] == pod.Uid).Select(pod => pod.Name).ShouldBe([master]);
        var answer = await group.SwitchOverAsync("any", Now);
        answer.Outcome.ShouldBe("Completed", $"{answer}\n{await cluster.OperatorLogAsync(Now)}");
        await group.StatusAsync("the old master is replaced", TimeSpan.FromMinutes(2), status => status.IsWhole && status.Reason("Progressing") == "Settled", Now);
        (await group.Group.PodsAsync(Now)).Where(pod => before[pod.Name] == pod.Uid).ShouldBeEmpty();
    }
}
