namespace RedisOperator.EndToEnd;

/// <summary>No pod is left that could say who is master.</summary>
public sealed class ColdStartTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_pods_gone_at_once_there_is_one_master_again_and_it_has_the_newest_data()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.WrittenBeforeAnswered, Now);
        await using var check = await group.CheckAsync(Now, rate: 400);
        await Task.Delay(TimeSpan.FromSeconds(1), Now);

        check.Allow(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), "nobody is master until one is chosen, and sentinels that know nothing have to be told");
        await group.Kubectl.RunAsync(Now, "delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false");
        await Eventually.GetAsync("writes stop", TimeSpan.FromSeconds(20), _ => Task.FromResult(check.Counts!.NotSent), notSent => notSent > 0, cancellationToken: Now);
        await group.WholeAsync(Now);
        await group.LedToAsync(await group.MasterAsync(Now), TimeSpan.FromSeconds(20), Now);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
        Repeat.Say(await group.EventAsync("cache-", Now, "ColdStart"));
    }

    [Fact]
    public async Task All_redis_processes_killed_at_once_there_is_one_master_again_and_it_has_the_newest_data()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.WrittenBeforeAnswered, Now);
        await using var check = await group.CheckAsync(Now, rate: 400);
        await Task.Delay(TimeSpan.FromSeconds(1), Now);

        check.Allow(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), "nobody is master until one is chosen");
        await cluster.Cluster.KillTogetherAsync(Now, [.. (await group.Group.PodsAsync(Now)).Select(pod => $"{group.Group.PodKey(pod.Name)}/redis")]);
        await Eventually.GetAsync("writes stop", TimeSpan.FromSeconds(20), _ => Task.FromResult(check.Counts!.NotSent), notSent => notSent > 0, cancellationToken: Now);
        await group.WholeAsync(Now);
        await group.LedToAsync(await group.MasterAsync(Now), TimeSpan.FromSeconds(20), Now);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeFlawless();
    }

    [Fact]
    public async Task A_memory_only_group_whose_pods_are_all_gone_starts_again_empty_and_says_so()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.MemoryOnly, Now);
        await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "SET", "key", "value");

        await group.Kubectl.RunAsync(Now, "delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false");
        await group.StatusAsync("no longer Ready", TimeSpan.FromSeconds(30), status => status.Condition("Ready") != "True", Now);
        var status = await group.WholeAsync(Now);

        await group.LedToAsync(status.Master!, Now);
        (await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "DBSIZE")).ShouldBe("0");
        Repeat.Say(await group.EventAsync("no pod has data", Now, "ColdStart"));
    }

    [Fact]
    public async Task The_masters_pod_and_volume_are_deleted_and_no_key_is_lost()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var check = await group.CheckAsync(Now);

        await group.Kubectl.RunAsync(Now, "delete", "persistentvolumeclaim", $"data-{master}", "--wait=false");
        await group.Kubectl.RunAsync(Now, "delete", "pod", master, "--force", "--grace-period=0", "--wait=false");
        await group.WholeWithoutAsync(master, Now);
        var verdict = await check.VerdictAsync(Now);

        verdict.ShouldBeRight();
        var keys = await group.KeysAsync(Now);
        keys.Values.Distinct().Count().ShouldBe(1, string.Join(", ", keys.Select(pod => $"{pod.Key} has {pod.Value}")));
    }

    [Fact]
    public async Task With_one_pod_that_never_comes_back_the_group_says_DatasetAtRisk_and_goes_on_without_it()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.OnePodANode, Now);
        var node = (await group.Group.PodsAsync(Now)).Last(pod => pod.Role == "replica").Node;
        await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "SET", "key", "value");
        await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "WAIT", "2", "5000");
        var admin = cluster.Cluster.Kubectl("default");
        await admin.RunAsync(Now, "cordon", node);
        try
        {
            await group.Kubectl.RunAsync(Now, "delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false");
            var missing = (await Eventually.GetAsync(
                "one pod has no node to go to", TimeSpan.FromSeconds(60), group.Group.PodsAsync, pods => pods.Count == 3 && pods.Count(pod => pod.Ready) == 2, pods => string.Join('\n', pods), Now)).Single(pod => !pod.Ready).Name;
            var atRisk = await group.StatusAsync("DatasetAtRisk", Patience, status => status.Condition("DatasetAtRisk") == "True", Now);
            atRisk.Message("DatasetAtRisk")!.ShouldContain(missing);
            await group.StatusAsync("one of the others is master", Patience, status => status.Condition("MasterAvailable") == "True" && status.Holder is not null && status.Holder != missing, Now);
            (await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "GET", "key")).ShouldBe("value");
            Repeat.Say($"{missing} was missing; {atRisk.Message("DatasetAtRisk")}; {await group.EventAsync("becomes master", Now, "ColdStart")}");
        }
        finally
        {
            await admin.RunAsync(CancellationToken.None, "uncordon", node);
        }

        await group.WholeAsync(Now);
    }
}
