namespace RedisOperator.EndToEnd.Permissions;

/// <summary>--watch-namespaces: a Role in the namespace is enough, and the others are nobody's business.</summary>
public sealed class NamespaceTests(RestrictedCluster cluster) : IClassFixture<RestrictedCluster>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_Roles_in_one_namespace_it_looks_after_the_group_there_and_ignores_one_elsewhere()
    {
        await using var restricted = await RestrictedOperator.StartAsync(cluster, "team-a", cluster.Shipped.Where(right => !right.IsOfCluster), Now);
        var elsewhere = cluster.Cluster.Kubectl("team-b");
        await elsewhere.RunAsync(Now, "create", "namespace", "team-b");
        using var files = new TempDirectory("namespaces");
        foreach (var kubectl in (Kubectl[])[elsewhere, restricted.Kubectl])
        {
            (await kubectl.ApplyAsync(OperatorCluster.Manifest("cache", Specs.Three), Now)).EnsureSuccess();
        }

        await using var group = new TestGroup(cluster.Cluster, new RedisGroup(cluster.Cluster, restricted.Kubectl, "cache", files), files);
        var master = await group.MasterAsync(Now);
        await group.KillRedisOfAsync(master, Now);
        await group.WholeWithoutAsync(master, Now);

        (await elsewhere.GetAsync("redisreplicationgroup", "cache", Now))!["status"].ShouldBeNull();
        (await elsewhere.ListAsync("statefulsets,services,secrets", Now)).ShouldBeEmpty();
        var page = await restricted.ScrapeAsync(Now);
        page.Sum("redis_operator_groups").ShouldBe(1);
        page.Sum("redis_operator_api_requests_total", ("code", "403")).ShouldBe(0, page.ToString());
        var log = await restricted.LogAsync(Now);
        log.ShouldContain("watching groups in team-a");
        log.ShouldNotContain("forbidden", Case.Insensitive);
    }
}
