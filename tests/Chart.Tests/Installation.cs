using System.Diagnostics;

namespace RedisOperator.Chart.Tests;

/// <summary>A cluster that has the operator's image and nothing of it yet.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string OperatorNamespace = "redis-operator-system";
    public const string GroupNamespace = "apps";

    private readonly TempDirectory _files = new("installation");

    private Installation(LocalClusterProcess cluster, IReadOnlySet<string> before)
    {
        Cluster = cluster;
        Before = before;
    }

    public LocalClusterProcess Cluster { get; }

    /// <summary>What there was at the beginning, the namespace of the groups included.</summary>
    public IReadOnlySet<string> Before { get; }

    public Kubectl Apps => Cluster.Kubectl(GroupNamespace);

    public Kubectl Operators => Cluster.Kubectl(OperatorNamespace);

    public static async Task<Installation> BeginAsync(CancellationToken cancellationToken)
    {
        var cluster = await LocalClusterProcess.UpAsync([await OperatorImage.PublishedAsync(cancellationToken)], cancellationToken: cancellationToken);
        try
        {
            await cluster.Kubectl("default").RunAsync(cancellationToken, "create", "namespace", GroupNamespace);
            return new Installation(cluster, await Inventory.TakeAsync(cluster, cancellationToken));
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Applies the first sample and waits until all of it serves; answers the master's pod. How long it took is printed.</summary>
    public async Task<string> ApplySampleAsync(string what, CancellationToken cancellationToken, string ns = GroupNamespace)
    {
        var kubectl = Cluster.Kubectl(ns);
        var began = Stopwatch.GetTimestamp();
        await kubectl.RunAsync(cancellationToken, "apply", "-f", Path.Combine(RepositoryPaths.Config, "samples", "redisgroup.yaml"));
        await kubectl.RunAsync(cancellationToken, "wait", "--for=condition=Ready", "--timeout=60s", "redisgroup/cache");
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: kubectl apply of the sample to Ready {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        return await MasterAsync(cancellationToken, ns);
    }

    public Task<string> MasterAsync(CancellationToken cancellationToken, string ns = GroupNamespace) =>
        Cluster.Kubectl(ns).RunAsync(cancellationToken, "get", "redisgroup", "cache", "-o", "jsonpath={.status.master.pod}");

    public RedisGroup Group(string ns = GroupNamespace) => new(Cluster, Cluster.Kubectl(ns), "cache", _files);

    /// <summary>All pods of the sample serve, whoever looks after them.</summary>
    public async Task ServesAsync(string master, CancellationToken cancellationToken)
    {
        (await Group().PodsAsync(cancellationToken)).ShouldAllBe(pod => pod.Ready && pod.Restarts == 0);
        (await Group().VipFaultAsync(master, cancellationToken)).ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _files.Dispose();
    }
}
