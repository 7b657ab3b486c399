namespace RedisOperator.Chart.Tests;

/// <summary>The same with kubectl alone: config/default and config/namespaced.</summary>
public sealed class KustomizeInstallTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static string Folder(string name) => Path.Combine(RepositoryPaths.Config, name);

    [Fact]
    public async Task The_default_is_installed_applied_again_and_removed_without_the_groups()
    {
        await using var installation = await Installation.BeginAsync(Now);
        var kubectl = installation.Operators;

        await kubectl.RunAsync(Now, "apply", "-k", Folder("default"));
        await kubectl.RunAsync(Now, "rollout", "status", "deployment/redis-operator", "--timeout=60s");
        var master = await installation.ApplySampleAsync("kubectl apply -k", Now);
        (await kubectl.RunAsync(Now, "get", "poddisruptionbudget", "redis-operator", "-o", "jsonpath={.status.expectedPods}")).ShouldBe("2");
        // A budget's selector is replaced as a whole: kubectl sends it, and says so, every time.
        var again = (await kubectl.RunAsync(Now, "apply", "-k", Folder("default"))).Split('\n').Where(line => !line.StartsWith("poddisruptionbudget", StringComparison.Ordinal));
        again.ShouldAllBe(line => line.EndsWith(" unchanged", StringComparison.Ordinal));

        // What docs/install.md says to keep the groups.
        await kubectl.RunAsync(Now, "delete", "--ignore-not-found", "-k", Folder("manager"));
        await kubectl.RunAsync(Now, "delete", "clusterrole,clusterrolebinding", "redis-operator");

        await Inventory.LeftAsync(installation.Cluster, installation.Before, ["CustomResourceDefinition redisreplicationgroups.redisoperator.io"], Now);
        await installation.ServesAsync(master, Now);
    }

    [Fact]
    public async Task The_namespaced_one_looks_after_its_own_namespace_without_a_ClusterRole()
    {
        await using var installation = await Installation.BeginAsync(Now);
        var kubectl = installation.Operators;

        await kubectl.RunAsync(Now, "apply", "-k", Folder("namespaced"));
        await kubectl.RunAsync(Now, "rollout", "status", "deployment/redis-operator", "--timeout=60s");
        await installation.Apps.RunAsync(Now, "apply", "-f", Path.Combine(Folder("samples"), "memory-only.yaml"));
        await installation.ApplySampleAsync("namespaced", Now, Installation.OperatorNamespace);

        (await kubectl.RunAsync(Now, "get", "clusterroles,clusterrolebindings", "-o", "name")).ShouldNotContain("redis-operator");
        (await installation.Apps.RunAsync(Now, "get", "redisgroup", "sessions", "-o", "jsonpath={.status}")).ShouldBeEmpty();
    }
}
