namespace RedisOperator.EndToEnd;

/// <summary>The commands that people type, by the machine's own kubectl.</summary>
public sealed class KubectlTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_shows_the_columns_that_answer_the_usual_questions()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var kubectl = group.Kubectl;

        var table = Lines(await kubectl.RunAsync(Now, "get", "redisgroups"));
        Columns(table[0]).ShouldBe(["NAME", "STATUS", "MASTER", "READY", "SENTINELS", "VIP", "FAILOVERS", "AGE"]);
        Columns(table[1])[..4].ShouldBe(["cache", "Ready", "cache-0", "3/3"]);

        var wide = await kubectl.RunAsync(Now, "get", "rrg", "-o", "wide");
        wide.ShouldContain("IMAGE");
        wide.ShouldContain("LAST SWITCH");
        wide.ShouldContain("redis:8.2");

        Columns(Lines(await kubectl.RunAsync(Now, "get", "pods", "-L", "redisoperator.io/role"))[0]).ShouldContain("ROLE");
        (await kubectl.RunAsync(Now, "get", "all")).ShouldContain("redisreplicationgroup.redisoperator.io/cache");
        (await kubectl.RunAsync(Now, "explain", "redisreplicationgroup.spec.sentinel.downAfter")).ShouldContain("DESCRIPTION");
    }

    [Fact]
    public async Task Wait_and_watch_see_the_group_become_Ready()
    {
        await using var group = await cluster.ApplyAsync(Specs.Three, Now);
        await using var watch = RunningProcess.Start(group.Kubectl.Command("get", "rrg", "cache", "-w"));

        await group.Kubectl.RunAsync(Now, "wait", "--for=condition=Ready", "redisgroup/cache", "--timeout=60s");

        await Eventually.GetAsync("get -w shows it", TimeSpan.FromSeconds(10), _ => Task.FromResult(watch.Tail), tail => tail.Contains("3/3", StringComparison.Ordinal), cancellationToken: Now);
    }

    [Fact]
    public async Task Describe_and_logs_tell_what_happened()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        var described = await group.Kubectl.RunAsync(Now, "describe", "redisgroup", "cache");
        described.ShouldContain("MasterAvailable");
        described.ShouldContain("MasterElected");
        (await group.Kubectl.RunAsync(Now, "logs", "cache-0", "-c", "redis")).ShouldContain("Ready to accept connections");
        (await group.Kubectl.RunAsync(Now, "logs", "cache-0", "-c", "sentinel")).ShouldContain("+monitor");
        (await cluster.Cluster.Kubectl(OperatorInstallation.Namespace).RunAsync(Now, "logs", "-l", "app.kubernetes.io/name=redis-operator", "--tail=-1")).ShouldContain(group.Kubectl.Namespace);
    }

    [Fact]
    public async Task Applying_the_same_again_changes_nothing()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        var again = await group.Kubectl.ApplyAsync(OperatorCluster.Manifest("cache", Specs.Three), Now);

        again.StandardOutput.ShouldContain("unchanged", Case.Insensitive, again.ToString());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Columns(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
