using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Checking;
using RedisOperator.TestSupport.Groups;

namespace RedisOperator.Bench;

/// <summary>A cluster with the operator and one group in it, for all benches of a run.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly TempDirectory _files = new("bench");
    private int _checks;

    private BenchCluster(LocalClusterProcess cluster) => Cluster = cluster;

    public LocalClusterProcess Cluster { get; }

    public RedisGroup Group { get; private set; } = null!;

    public GroupWatch Watch { get; private set; } = null!;

    public TempDirectory Files => _files;

    public static async Task<BenchCluster> UpAsync(CancellationToken cancellationToken)
    {
        var bench = new BenchCluster(await LocalClusterProcess.UpAsync(
            [await OperatorImage.PublishedAsync(cancellationToken), $"{IdleBench.BuiltImage}={Path.GetDirectoryName(RepositoryPaths.Program("Operator", "redis-operator"))}:redis-operator"], cancellationToken: cancellationToken));
        await OperatorInstallation.InstallAsync(bench.Cluster, cancellationToken);
        var kubectl = bench.Cluster.Kubectl("default");
        var created = await kubectl.RunAsync(cancellationToken, "apply", "-f", Path.Combine(RepositoryPaths.Config, "samples", "redisgroup.yaml"), "-o", "name");
        bench.Group = new RedisGroup(bench.Cluster, kubectl, created[(created.LastIndexOf('/') + 1)..], bench._files);
        bench.Watch = new GroupWatch(kubectl, bench.Group.Name, TimeProvider.System);
        await bench.WholeAsync(cancellationToken);
        return bench;
    }

    public async Task<GroupStatus> WholeAsync(CancellationToken cancellationToken, string? notUnder = null) => (await Watch.WaitAsync(
        "the group is whole", Patience, status => status.IsWhole && status.Master != notUnder && status.Condition("Progressing") == "False", cancellationToken)).Status;

    public Task<GroupCheck> CheckAsync(CheckLoad load, CancellationToken cancellationToken) =>
        GroupCheck.StartAsync(Group, File("check"), load, TimeProvider.System, cancellationToken);

    public string File(string kind) => _files.File($"{Interlocked.Increment(ref _checks)}.{kind}");

    public async ValueTask DisposeAsync()
    {
        if (Watch is not null)
        {
            await Watch.DisposeAsync();
        }

        await Cluster.DisposeAsync();
        _files.Dispose();
    }
}
