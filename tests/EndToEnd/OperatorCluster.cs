using RedisOperator.EndToEnd;

[assembly: AssemblyFixture(typeof(OperatorCluster))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer(typeof(CalmTestsFirst))]

namespace RedisOperator.EndToEnd;

/// <summary>One cluster with the operator in it, for all tests of a run. Each test takes namespaces of its own.</summary>
public sealed class OperatorCluster : IAsyncLifetime
{
    private readonly TempDirectory _files = new("e2e");
    private LocalClusterProcess? _cluster;
    private int _namespaces;

    public LocalClusterProcess Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not up.");

    /// <summary>A group that nobody touches from the start of the run on.</summary>
    public UntouchedGroup Untouched { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _cluster = await LocalClusterProcess.UpAsync([await OperatorImage.PublishedAsync(cancellationToken)], cancellationToken: cancellationToken);
        await OperatorInstallation.InstallAsync(_cluster, cancellationToken);
        Untouched = await UntouchedGroup.StartAsync(this, cancellationToken);
    }

    /// <summary>Applies a group in a new namespace; its spec is YAML, indented by two.</summary>
    public async Task<TestGroup> ApplyAsync(string spec, CancellationToken cancellationToken, string name = "cache")
    {
        var kubectl = await NamespaceAsync(cancellationToken);
        (await kubectl.ApplyAsync(Manifest(name, spec), cancellationToken)).EnsureSuccess();
        return new TestGroup(Cluster, new RedisGroup(Cluster, kubectl, name, _files), _files);
    }

    /// <summary>Applies a group and waits until all of it is Ready and its VIP answers.</summary>
    public async Task<TestGroup> WholeGroupAsync(string spec, CancellationToken cancellationToken)
    {
        var group = await ApplyAsync(spec, cancellationToken);
        await group.LedToAsync((await group.WholeAsync(cancellationToken)).Master!, cancellationToken);
        return group;
    }

    public async Task<Kubectl> NamespaceAsync(CancellationToken cancellationToken)
    {
        if (Cluster.Ended.IsCompleted)
        {
            throw new InvalidOperationException($"The local cluster has ended. It said last:\n{await Cluster.Ended}");
        }

        var kubectl = Cluster.Kubectl($"e2e-{Interlocked.Increment(ref _namespaces)}");
        await kubectl.RunAsync(cancellationToken, "create", "namespace", kubectl.Namespace);
        return kubectl;
    }

    /// <summary>What the operator logged, for the message of a failed test.</summary>
    public async Task<string> OperatorLogAsync(CancellationToken cancellationToken) =>
        (await Cluster.Kubectl(OperatorInstallation.Namespace).TryAsync(cancellationToken, "logs", "-l", "app.kubernetes.io/name=redis-operator", "--prefix", "--tail=200")).ToString();

    /// <summary>SIGKILL, with no time to hand anything over; a new pod follows at once, without the restart back-off of a container.</summary>
    public Task KillOperatorAsync(CancellationToken cancellationToken) =>
        Cluster.Kubectl(OperatorInstallation.Namespace).RunAsync(cancellationToken, "delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false");

    /// <summary>The pod of the operator that leads.</summary>
    public async Task<string> LeaderAsync(CancellationToken cancellationToken)
    {
        var leases = await Cluster.Kubectl(OperatorInstallation.Namespace).ListAsync("leases", cancellationToken);
        var holder = leases.ShouldHaveSingleItem()["spec"]!["holderIdentity"]!.GetValue<string>();
        var pods = await Cluster.Kubectl(OperatorInstallation.Namespace).ListAsync("pods", cancellationToken);
        return pods.Select(pod => pod["metadata"]!["name"]!.GetValue<string>()).Single(pod => holder.StartsWith(pod, StringComparison.Ordinal));
    }

    /// <summary>Does something while no operator runs, and lets as many run again as before, whatever came of it.</summary>
    public async Task WithoutOperatorAsync(Func<Task> meanwhile)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var operators = Cluster.Kubectl(OperatorInstallation.Namespace);
        var replicas = await operators.RunAsync(cancellationToken, "get", OperatorInstallation.Deployment, "-o", "jsonpath={.spec.replicas}");
        await operators.RunAsync(cancellationToken, "scale", OperatorInstallation.Deployment, "--replicas=0");
        try
        {
            await Eventually.TrueAsync("no operator runs", TimeSpan.FromSeconds(60), async ct => (await operators.ListAsync("pods", ct)).Count == 0, cancellationToken);
            await meanwhile();
        }
        finally
        {
            await operators.RunAsync(CancellationToken.None, "scale", OperatorInstallation.Deployment, $"--replicas={replicas}");
        }
    }

    public static string Manifest(string name, string spec) => $"""
        apiVersion: redisoperator.io/v1
        kind: RedisReplicationGroup
        metadata:
          name: {name}
        spec:
        {spec}
        """;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _files.Dispose();
    }
}
