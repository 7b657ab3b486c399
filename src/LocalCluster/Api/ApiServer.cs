using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Api.Discovery;
using RedisOperator.LocalCluster.Api.Patches.Ownership;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Api.Subresources;
using RedisOperator.LocalCluster.Api.Tables;
using RedisOperator.LocalCluster.Faults;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api;

/// <summary>Serves a <see cref="Registry"/> as the Kubernetes API: HTTPS, bearer tokens, HTTP/1.1. Started once; the registry outlives it.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly Registry _registry;
    private readonly ApiServerOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ApiFaults _faults;
    private WebApplication? _web;

    public ApiServer(Registry registry, ApiServerOptions options, TimeProvider time)
    {
        _registry = registry;
        _options = options;
        _time = time;
        _faults = new ApiFaults(registry, options.Listeners.Select(listener => listener.EndPoint?.Port).FirstOrDefault(port => port > 0) ?? 0, time);
        Certificates = options.Certificates ?? ClusterCertificates.Create(time);
    }

    public ClusterCertificates Certificates { get; }

    /// <summary>Where it listens once started (a port 0 has become a real one). Inherited sockets are not in it.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(_options.LoggerFactory ?? NullLoggerFactory.Instance);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        _web = builder.Build();
        var pipeline = Pipeline();
        _web.UseWebSockets();
        _web.Run(pipeline.HandleAsync);
        await _web.StartAsync(cancellationToken);
        EndPoints = [.. Addresses(_web)];
    }

    /// <summary>Ends watches and log streams, then the listeners.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        if (_web is not null)
        {
            await _web.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_web is not null)
        {
            await _web.DisposeAsync();
        }

        _faults.Dispose();
        _stopping.Dispose();
        if (_options.Certificates is null)
        {
            Certificates.Dispose();
        }
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MinResponseDataRate = null;
        foreach (var listener in _options.Listeners)
        {
            if (listener.SocketHandle is { } handle)
            {
                kestrel.ListenHandle(handle, Secure);
            }
            else
            {
                kestrel.Listen(listener.EndPoint ?? new IPEndPoint(IPAddress.Loopback, 0), Secure);
            }
        }
    }

    private void Secure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = Certificates.Server });
    }

    private RequestPipeline Pipeline()
    {
        var authorizer = new Authorizer(_registry);
        var authenticator = new Authenticator(_registry, _options.AdminToken);
        var ownership = new FieldOwnership(_registry, _time);
        var tables = new TableWriter(_registry, _time);
        var subresources = new SubresourceHandler(
            new ScaleSubresource(_registry, ownership),
            new LogSubresource(_registry, _options.Pods, _stopping.Token),
            new ExecSubresource(_registry, _options.Pods, _stopping.Token),
            new PortForwardSubresource(_registry, _options.Pods, _stopping.Token),
            new EvictionSubresource(_registry, _time),
            new TokenSubresource(_registry));
        var resources = new ResourceHandler(
            new ReadHandler(_registry, tables),
            new WatchHandler(_registry, _time, tables, _options.BookmarkInterval, _stopping.Token),
            new WriteHandler(_registry, authorizer, new OwnerPermissions(authorizer, _registry.Types), ownership),
            new DeleteHandler(_registry),
            subresources);
        var others = new NonResourceHandler(
            new DiscoveryDocuments(_registry.Types), new OpenApiDocuments(_registry), new Reviews(authenticator, authorizer), new FaultHandler(_options.Pods),
            new ApiFaultHandler(_faults, _time), new KillsHandler(_options.Pods));
        var logger = (_options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<RequestPipeline>();
        return new RequestPipeline(_registry, authenticator, authorizer, resources, others, _faults, logger);
    }

    private static IEnumerable<IPEndPoint> Addresses(WebApplication web) =>
        (web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? new IPEndPoint(ip, uri.Port) : null)
            .OfType<IPEndPoint>();
}
