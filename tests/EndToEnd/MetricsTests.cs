namespace RedisOperator.EndToEnd;

/// <summary>What a Prometheus would see of the operator, scraped from its pods.</summary>
public sealed class MetricsTests(OperatorCluster cluster)
{
    private const int Port = 8080;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_of_the_master_is_counted_and_timed_and_a_deleted_group_leaves_no_series()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var master = await group.MasterAsync(Now);
        await using var leader = await PortForward.OpenAsync(Operators, $"pod/{await cluster.LeaderAsync(Now)}", Port, Now);
        (string, string)[] mine = [("namespace", group.Kubectl.Namespace), ("group", group.Group.Name)];
        var before = await ScrapeAsync(leader, "it knows the group", page => page.Sum("redis_operator_group_master_known", mine) == 1);
        before.Sum("redis_operator_switches_total", [.. mine, ("kind", "Failover"), ("outcome", "Completed")]).ShouldBe(0);
        before.Samples.ShouldContain(sample => sample.Name == "redis_operator_switches_total" && sample.Labels["group"] == group.Group.Name, "a rate needs the zero before the one");
        before.Sum("redis_operator_leader").ShouldBe(1);
        before.Sum("redis_operator_group_replicas_ready", mine).ShouldBe(3);

        await group.KillRedisOfAsync(master, Now);
        await group.WholeWithoutAsync(master, Now);

        var after = await ScrapeAsync(
            leader, "it is whole again", page => page.Sum("redis_operator_group_sentinels_agreeing", mine) == 3 && page.Sum("redis_operator_group_replicas_ready", mine) == 3);
        after.Sum("redis_operator_switches_total", [.. mine, ("kind", "Failover"), ("outcome", "Completed")]).ShouldBe(1, after.ToString());
        (Timed(after, "_count") - Timed(before, "_count")).ShouldBe(1, after.ToString());
        (Timed(after, "_sum") - Timed(before, "_sum")).ShouldBeInRange(0.001, 30, after.ToString());
        after.Sum("redis_operator_group_master_info", [.. mine, ("pod", master)]).ShouldBe(0);
        after.Sum("redis_operator_group_master_info", mine).ShouldBe(1);
        after.Samples.Count(sample => sample.Name == "redis_operator_group_replication_lag_bytes" && sample.Labels["group"] == "cache" && sample.Labels["namespace"] == group.Kubectl.Namespace).ShouldBe(2);
        after.Sum("redis_operator_group_condition", [.. mine, ("condition", "Ready")]).ShouldBe(1);
        after.Sum("redis_operator_group_events_total", [.. mine, ("reason", "FailoverStarted")]).ShouldBe(1);
        after.Sum("redis_operator_redis_errors_total").ShouldBeGreaterThan(0);
        after.Sum("redis_operator_api_requests_total", ("verb", "patch"), ("resource", "endpointslices"), ("code", "200")).ShouldBeGreaterThan(0);

        await group.Kubectl.RunAsync(Now, "delete", "redisgroup", group.Group.Name, "--wait=true");
        await ScrapeAsync(leader, "its series are gone", page => !page.OfGroup(group.Kubectl.Namespace, group.Group.Name).Any());
    }

    [Fact]
    public async Task A_standby_sees_the_groups_too_and_one_operator_leads()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);
        var pods = (await Operators.ListAsync("pods", Now)).Select(pod => pod["metadata"]!["name"]!.GetValue<string>()).ToArray();
        pods.Length.ShouldBe(2);

        var leaders = 0.0;
        foreach (var pod in pods)
        {
            await using var forward = await PortForward.OpenAsync(Operators, $"pod/{pod}", Port, Now);
            var page = await ScrapeAsync(forward, $"{pod} sees the group whole", page => page.Sum("redis_operator_group_replicas_ready", ("namespace", group.Kubectl.Namespace), ("group", "cache")) == 3);
            leaders += page.Sum("redis_operator_leader");
            page.Sum("process_resident_memory_bytes").ShouldBeGreaterThan(10_000_000);
            page.Sum("process_start_time_seconds").ShouldBeGreaterThan(1_700_000_000);
        }

        leaders.ShouldBe(1);
    }

    private Kubectl Operators => cluster.Cluster.Kubectl(OperatorInstallation.Namespace);

    private static double Timed(ScrapedMetrics page, string what) => page.Sum("redis_operator_switch_duration_seconds" + what, ("kind", "Failover"));

    private static Task<ScrapedMetrics> ScrapeAsync(PortForward pod, string what, Func<ScrapedMetrics, bool> satisfied) =>
        Eventually.GetAsync(what, Patience, pod.ScrapeAsync, satisfied, page => page.ToString(), Now);
}
