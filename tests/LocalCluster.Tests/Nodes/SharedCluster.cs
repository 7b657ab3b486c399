using RedisOperator.LocalCluster.Tests.Api;

namespace RedisOperator.LocalCluster.Tests.Nodes;

/// <summary>One running cluster of three nodes for the tests that only look at their own namespace.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    public LocalClusterProcess Cluster { get; } = new();

    public Kubectl Kubectl { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (await LocalClusterProcess.RunAsync(["check"])).Succeeded();
        (await Cluster.UpAsync()).Succeeded().ShouldContain("export KUBECONFIG=");
        Kubectl = Cluster.Kubectl();
    }

    public ValueTask DisposeAsync()
    {
        Kubectl?.Dispose();
        Cluster.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A namespace of the test's own with a StatefulSet "web" of redis and a Service "web" before it, all ready.</summary>
    public async Task<string> StartRedisAsync(int replicas = 2, string more = "")
    {
        var ns = $"t{Guid.NewGuid():N}"[..12];
        (await Kubectl.RunAsync("create", "namespace", ns)).Succeeded();
        (await Kubectl.RunWithAsync(Manifests.Redis(replicas) + more, "apply", "-n", ns, "-f", "-")).Succeeded();
        (await Kubectl.RunAsync("rollout", "status", "-n", ns, "statefulset/web", "--timeout=60s")).Succeeded();
        return ns;
    }

    public async Task<string> GetAsync(string ns, string what, string jsonPath) =>
        (await Kubectl.RunAsync("get", "-n", ns, what, "-o", $"jsonpath={jsonPath}")).Succeeded();

    public async Task<string> AddressAsync(string ns, string service) => await GetAsync(ns, $"service/{service}", "{.spec.clusterIP}");

    /// <summary>Asks again until the answer is right; fails with the last answer after a long while.</summary>
    public static async Task<string> EventuallyAsync(Func<Task<string>> ask, Func<string, bool> right)
    {
        var last = "";
        for (var tries = 0; tries < 150; tries++)
        {
            last = await ask();
            if (right(last))
            {
                return last;
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        throw new ShouldAssertException($"never became right; the last answer was: {last}");
    }
}

[CollectionDefinition(Name)]
public sealed class SharedClusterTests : ICollectionFixture<SharedCluster>
{
    public const string Name = "shared local cluster";
}
