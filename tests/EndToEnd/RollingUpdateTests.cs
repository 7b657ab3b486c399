namespace RedisOperator.EndToEnd;

public sealed class RollingUpdateTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_updates_in_a_row_under_a_thousand_writes_a_second_lose_none()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now, rate: 1000);
        var began = TimeProvider.System.GetUtcNow();

        await PatchAsync(group, """{"spec":{"image":"redis:8.0"}}""");
        await Eventually.GetAsync(
            "the first pod is replaced", Patience, ct => PodsAsync(group, ct), pods => pods.Any(pod => pod.Image == "redis:8.0"), pods => string.Join('\n', pods), Now);
        await PatchAsync(group, """{"spec":{"resources":{"requests":{"cpu":"15m"}}}}""");
        await RolledAsync(group, pod => pod is { Image: "redis:8.0", Cpu: "15m" });
        var verdict = await check.VerdictAsync(Now);

        Repeat.Say($"rolled twice in {verdict.Record.Watched.Length.TotalSeconds:0.0} s; longest write gap {verdict.LongestGapMs(new Span(began, verdict.Record.Watched.To)):0} ms");
        verdict.ShouldBeFlawless();
        (await group.Group.StatusAsync(Now)).Failovers.ShouldBe(0, "the master hands over, it is not lost");
    }

    [Fact]
    public async Task A_setting_that_redis_reads_only_at_its_start_rolls_the_pods_without_losing_a_write()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now, rate: 1000);
        var before = (await PodsAsync(group, Now)).Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal);

        await PatchAsync(group, """{"spec":{"config":{"databases":"4"}}}""");
        await RolledAsync(group, pod => !before.Contains(pod.Uid));
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
        (await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "CONFIG", "GET", "databases")).ShouldEndWith("4");
    }

    [Fact]
    public async Task An_image_that_does_not_start_stops_the_update_after_one_replica_and_the_group_keeps_serving()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var check = await group.CheckAsync(Now);

        await PatchAsync(group, """{"spec":{"image":"redis:missing"}}""");
        var stalled = await group.StatusAsync("the update says that it is stalled", Patience, status => status.Reason("Progressing") == "UpdateStalled", Now);
        await Task.Delay(TimeSpan.FromSeconds(3), Now);
        var pods = await PodsAsync(group, Now);

        pods.Count(pod => pod.Image == "redis:missing").ShouldBe(1, string.Join('\n', pods));
        pods.Single(pod => pod.Name == master).Image.ShouldBe("redis:8.2");
        stalled.Message("Progressing")!.ShouldContain(pods.Single(pod => pod.Image == "redis:missing").Name);

        await PatchAsync(group, """{"spec":{"image":"redis:8.2"}}""");
        await RolledAsync(group, pod => pod.Image == "redis:8.2");
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
        (await group.MasterAsync(Now)).ShouldBe(master);
    }

    private sealed record RunningPod(string Name, string Uid, string Image, string? Cpu);

    private static Task PatchAsync(TestGroup group, string patch) => group.Kubectl.RunAsync(Now, "patch", "redisgroup", "cache", "--type=merge", "-p", patch);

    private static async Task RolledAsync(TestGroup group, Func<RunningPod, bool> isNew)
    {
        await Eventually.GetAsync(
            "every pod is a new one", Patience, ct => PodsAsync(group, ct), pods => pods.Count == 3 && pods.All(isNew), pods => string.Join('\n', pods), Now);
        await group.WholeAsync(Now);
    }

    private static async Task<IReadOnlyList<RunningPod>> PodsAsync(TestGroup of, CancellationToken cancellationToken) =>
    [
        .. from pod in await of.Kubectl.ListAsync("pods", cancellationToken, "-l", "redisoperator.io/group=cache")
           let redis = pod["spec"]!["containers"]!.AsArray().Single(container => container!["name"]!.GetValue<string>() == "redis")
           where pod["metadata"]!["deletionTimestamp"] is null
           select new RunningPod(
               pod["metadata"]!["name"]!.GetValue<string>(), pod["metadata"]!["uid"]!.GetValue<string>(), redis!["image"]!.GetValue<string>(),
               redis["resources"]?["requests"]?["cpu"]?.GetValue<string>()),
    ];
}
