namespace RedisOperator.EndToEnd;

public sealed class ApplyTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_applied_group_becomes_Ready_with_one_master_behind_the_VIP_and_replicas_that_follow_it()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        var status = await group.WholeAsync(Now);
        (await group.Group.VipFaultAsync(status.Master!, Now)).ShouldBeNull(status.ToString());
        var pods = await group.Group.PodsAsync(Now);
        pods.Select(pod => pod.Role).Order(StringComparer.Ordinal).ShouldBe(["master", "replica", "replica"]);
        var replication = await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "INFO", "replication");
        replication.ShouldContain("role:master");
        replication.ShouldContain("connected_slaves:2");
        foreach (var condition in (string[])["Ready", "MasterAvailable", "ReplicationHealthy", "SentinelQuorum", "VipReady"])
        {
            status.Condition(condition).ShouldBe("True", $"{condition}: {status.Message(condition)}");
        }
    }

    [Fact]
    public async Task The_first_pod_is_the_first_master_and_replicas_announce_addresses_that_outlive_their_pods()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        (await group.MasterAsync(Now)).ShouldBe("cache-0");
        var replication = await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "INFO", "replication");
        foreach (var replica in (string[])["cache-1", "cache-2"])
        {
            var service = await group.Kubectl.GetAsync("service", replica, Now);
            replication.ShouldContain($"ip={service!["spec"]!["clusterIP"]!.GetValue<string>()},", customMessage: $"{replica} is known by its Service's address");
        }
    }

    [Fact]
    public async Task A_write_through_the_VIP_is_on_every_pod()
    {
        await using var group = await cluster.WholeGroupAsync(Specs.Three, Now);

        await group.Group.RedisAsync(await group.Group.VipAsync(Now), Now, "SET", "greeting", "hello");

        await Eventually.GetAsync("every pod has the key", TimeSpan.FromSeconds(10), group.KeysAsync, keys => keys.Count == 3 && keys.Values.All(count => count == "1"), Show, Now);
    }

    private static string Show(IReadOnlyDictionary<string, string> keys) => string.Join(", ", keys.Select(pod => $"{pod.Key} has {pod.Value}"));
}
