namespace RedisOperator.EndToEnd;

/// <summary>No pod is left that could say who is master.</summary>
public sealed class ColdStartTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_pods_gone_at_once_there_is_one_master_again_and_it_has_the_newest_data()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
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
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        await using var check = await group.CheckAsync(Now, rate: 400);
        await Task.Delay(TimeSpan.FromSeconds(1), Now);

        check.Allow(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), "nobody is master until one is chosen");
        await Task.WhenAll((await group.Group.PodsAsync(Now)).Select(pod => group.KillRedisOfAsync(pod.Name, Now)));
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

        (await group.Group.VipFaultAsync(status.Master!, Now)).ShouldBeNull(status.ToString());
        (await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "DBSIZE")).ShouldBe("0");
        Repeat.Say(await group.EventAsync("empty", Now, "ColdStart"));
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
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        var missing = (await group.Group.PodsAsync(Now)).Last(pod => pod.Role == "replica").Name;
        await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "SET", "key", "value");
        var admin = cluster.Cluster.Kubectl("default");
        string[] nodes = [.. (await admin.ListAsync("nodes", Now)).Select(node => node["metadata"]!["name"]!.GetValue<string>())];
        await admin.RunAsync(Now, ["cordon", .. nodes]);
        try
        {
            await group.Kubectl.RunAsync(Now, "delete", "pod", missing, "--force", "--grace-period=0", "--wait=false");
            await Eventually.GetAsync(
                $"{missing} waits for a node", TimeSpan.FromSeconds(30), group.Group.PodsAsync, pods => pods.Any(pod => pod.Name == missing && pod.Phase == "Pending"), pods => string.Join('\n', pods), Now);
            await Task.WhenAll((await group.Group.PodsAsync(Now)).Where(pod => pod.Name != missing).Select(pod => group.KillRedisOfAsync(pod.Name, Now)));

            var atRisk = await group.StatusAsync("DatasetAtRisk", Patience, status => status.Condition("DatasetAtRisk") == "True", Now);
            atRisk.Message("DatasetAtRisk")!.ShouldContain(missing);
            var available = await group.StatusAsync("one of the others is master", Patience, status => status.Condition("MasterAvailable") == "True" && status.Holder is not null, Now);
            (await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "GET", "key")).ShouldBe("value", available.ToString());
        }
        finally
        {
            await admin.RunAsync(CancellationToken.None, ["uncordon", .. nodes]);
        }

        await group.WholeAsync(Now);
        Repeat.Say($"the master was {master}; {await group.EventAsync("cache-", Now, "ColdStart")}");
    }
}
