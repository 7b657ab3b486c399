namespace RedisOperator.Chart.Tests;

/// <summary>The chart in a cluster with the real operator, by each Helm.</summary>
public sealed class HelmInstallTests
{
    private const string Crd = "redisreplicationgroups.redisoperator.io";
    private const string Release = "redis-operator";

    // What docs/install.md says that stays.
    private static readonly string[] Left =
    [
        $"CustomResourceDefinition {Crd}",
        $"Namespace {Installation.OperatorNamespace}",
        $"Lease {Installation.OperatorNamespace}/redis-operator",
        $"ConfigMap {Installation.OperatorNamespace}/kube-root-ca.crt",
        $"ServiceAccount {Installation.OperatorNamespace}/default",
    ];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Helm.Versions), MemberType = typeof(Helm))]
    public async Task A_release_is_installed_tried_upgraded_with_its_CRD_and_uninstalled(string version)
    {
        await using var installation = await Installation.BeginAsync(Now);
        using var helm = new Helm(version, installation.Cluster);
        using var earlier = new EarlierChart();

        var notes = await helm.RunAsync(Now, "install", Release, earlier.Path, "--namespace", Installation.OperatorNamespace, "--create-namespace", "--wait", "--timeout", "60s");
        notes.ShouldContain("kubectl apply -f - <<'END'");
        notes.ShouldContain("kubectl wait --for=condition=Ready --timeout=2m redisgroup/cache");
        (await CrdAsync(installation)).ShouldContain(EarlierChart.Text);
        var master = await installation.ApplySampleAsync(version, Now);

        await TestAsync(helm, installation);

        await helm.RunAsync(Now, "upgrade", Release, Helm.Chart, "--namespace", Installation.OperatorNamespace, "--set", "workers=8", "--wait", "--timeout", "90s");
        (await CrdAsync(installation)).ShouldNotContain(EarlierChart.Text, customMessage: "the CRD is that of before");
        (await installation.Operators.RunAsync(Now, "get", "deployment", Release, "-o", "jsonpath={.spec.template.spec.containers[0].args}")).ShouldContain("--workers=8");
        (await installation.MasterAsync(Now)).ShouldBe(master, "an upgrade of the operator moves no master");
        await installation.ServesAsync(master, Now);

        var kept = await helm.TryAsync(Now, "uninstall", Release, "--namespace", Installation.OperatorNamespace, "--wait");
        (kept.EnsureSuccess().StandardOutput + kept.StandardError).ShouldContain(Crd);
        await Inventory.LeftAsync(installation.Cluster, installation.Before, Left, Now);
        await installation.ServesAsync(master, Now);

        await helm.RunAsync(Now, "install", Release, Helm.Chart, "--namespace", Installation.OperatorNamespace, "--wait", "--timeout", "60s");
        await installation.Apps.RunAsync(Now, "annotate", "redisgroup", "cache", "redisoperator.io/switchover=any");
        await Eventually.TrueAsync("the operator that came back switches over", TimeSpan.FromSeconds(30), async ct => await installation.MasterAsync(ct) != master, Now);

        // Whoever says that somebody else has the CRD must not lose it, and every group with it.
        await helm.RunAsync(Now, "upgrade", Release, Helm.Chart, "--namespace", Installation.OperatorNamespace, "--set", "crds.install=false", "--wait", "--timeout", "60s");
        (await CrdAsync(installation)).ShouldContain("redisgroup");
        (await installation.MasterAsync(Now)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_release_for_some_namespaces_looks_after_these_and_needs_nothing_of_the_cluster()
    {
        await using var installation = await Installation.BeginAsync(Now);
        using var helm = new Helm(Helm.Newest, installation.Cluster);
        await installation.Cluster.Kubectl("default").RunAsync(Now, "create", "namespace", "elsewhere");
        await installation.Cluster.Kubectl("default").RunAsync(Now, "apply", "--server-side", "-k", Path.Combine(RepositoryPaths.Config, "crd"));

        await helm.RunAsync(
            Now, "install", Release, Helm.Chart, "--namespace", Installation.OperatorNamespace, "--create-namespace", "--set", "watchNamespaces={apps},crds.install=false", "--wait", "--timeout", "60s");
        await installation.Cluster.Kubectl("elsewhere").RunAsync(Now, "apply", "-f", Path.Combine(RepositoryPaths.Config, "samples", "memory-only.yaml"));
        await installation.ApplySampleAsync("namespaced", Now);
        await TestAsync(helm, installation);

        (await installation.Operators.RunAsync(Now, "get", "clusterroles,clusterrolebindings", "-o", "name")).ShouldNotContain(Release);
        (await installation.Cluster.Kubectl("elsewhere").RunAsync(Now, "get", "redisgroup", "sessions", "-o", "jsonpath={.status}")).ShouldBeEmpty("it looks after a namespace that it was not told of");
    }

    /// <summary>helm test, and that nothing is left of it.</summary>
    private static async Task TestAsync(Helm helm, Installation installation)
    {
        var before = await Inventory.TakeAsync(installation.Cluster, Now);

        var result = await helm.TryAsync(Now, "test", Release, "--namespace", Installation.OperatorNamespace, "--timeout", "90s");

        var log = result.Succeeded ? "" : (await installation.Operators.TryAsync(Now, "logs", $"{Release}-selftest")).ToString();
        result.ExitCode.ShouldBe(0, $"{result}\n{log}");
        result.StandardOutput.ShouldContain("Phase:          Succeeded");
        TestContext.Current.TestOutputHelper?.WriteLine($"helm test took {result.Elapsed.TotalSeconds:0.0} s");
        await Inventory.LeftAsync(installation.Cluster, before, [], Now);
        (await installation.Operators.RunAsync(Now, "get", "redisgroups,pods", "-l", "redisoperator.io/group", "-o", "name")).ShouldBeEmpty("the test's group is still there");
    }

    private static Task<string> CrdAsync(Installation installation) => installation.Apps.RunAsync(Now, "get", "crd", Crd, "-o", "yaml");
}
