namespace RedisOperator.EndToEnd.Permissions;

/// <summary>A cluster of its own with the CRD and no operator: what runs there is what a test starts, with the rights that it grants.</summary>
public sealed class RestrictedCluster : IAsyncLifetime
{
    private LocalClusterProcess? _cluster;
    private KubeApi? _api;

    public LocalClusterProcess Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not up.");

    public KubeApi Api => _api ?? throw new InvalidOperationException("The cluster is not up.");

    internal IReadOnlyList<Right> Shipped { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _cluster = await LocalClusterProcess.UpAsync([await OperatorImage.PublishedAsync(cancellationToken)], nodes: 1, cancellationToken: cancellationToken);
        var kubectl = _cluster.Kubectl("default");
        _api = await KubeApi.OfAsync(kubectl, cancellationToken);
        await kubectl.RunAsync(cancellationToken, "apply", "--server-side", "-k", Path.Combine(RepositoryPaths.Config, "crd"));
        await kubectl.RunAsync(cancellationToken, "wait", "--for=condition=Established", "--timeout=30s", "crd/redisreplicationgroups.redisoperator.io");
        Shipped = await Right.ShippedAsync(kubectl, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
