using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Controllers.NodeLife;
using RedisOperator.LocalCluster.Controllers.Scheduling;
using RedisOperator.LocalCluster.Faults;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Network.Dns;
using RedisOperator.LocalCluster.Network.LoadBalancing;
using RedisOperator.LocalCluster.Nodes;
using RedisOperator.LocalCluster.Nodes.Containers;
using RedisOperator.LocalCluster.Nodes.Images;
using RedisOperator.LocalCluster.Nodes.Native;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>The whole cluster, in the order it is started.</summary>
internal sealed class Cluster(InsideOptions options) : IAsyncDisposable
{
    private const int ApiPort = 6443;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly CancellationTokenSource _stop = new();
    private readonly ILoggerFactory _loggers = LoggerFactory.Create(builder => builder
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        })
        .AddFilter("Microsoft", LogLevel.Warning));

    private readonly List<ArpSocket> _sockets = [];
    private ApiServer? _api;
    private KubeProxy? _proxy;

    public async Task StartAsync(Func<string, Task> progress, CancellationToken ct)
    {
        await Launcher.WarmUpAsync();
        var state = options.Up.Directory.State;
        Mounts.Tmpfs(state, "mode=0755");
        var root = Directory.CreateDirectory(Path.Combine(state, "root")).FullName;
        await progress($"Making the network: {options.Up.Nodes} nodes");
        var network = await ClusterNetwork.CreateAsync(Path.Combine(state, "netns"), options.Up.Nodes, ct);

        var registry = new Registry(_time, new Random(), stay: TimeSpan.FromSeconds(options.Up.EvictAfter));
        var nodes = network.Nodes.Select(node => new Node($"node-{node.Index}", node)).ToList();
        var events = new ObjectEvents(registry, _time);
        var services = new NodeServices(registry, new Launcher(root), Catalog(), events, _time,
            _loggers.CreateLogger("nodes"), state, options.Up.Directory.Logs, !Requirements.IsRoot || IsMappedRoot());
        var pods = new PodSupervisor(services, nodes);

        await progress("Starting the API server");
        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        _api = new ApiServer(registry, new ApiServerOptions
        {
            Listeners =
            [
                new ApiListener { SocketHandle = (ulong)options.ListenDescriptor },
                new ApiListener { EndPoint = new IPEndPoint(IPAddress.Parse(Addresses.Outer), ApiPort) },
            ],
            AdminToken = token,
            Pods = new PodStreams(pods, new PodFaults(pods, _time), _time),
            LoggerFactory = _loggers,
        }, _time);
        await _api.StartAsync(ct);
        ApiEndpoints.Publish(registry, Addresses.Outer, ApiPort);
        Kubeconfig.Write(options.Up.Directory.Kubeconfig, options.Server, _api.Certificates.AuthorityPem, token);

        await progress("Starting controllers and nodes");
        _proxy = new KubeProxy(registry, [new Machine(null, Addresses.Outer), .. nodes.Select(node => new Machine(node.Network.NamespacePath, node.Network.Address, node.Name))],
            _time, _loggers.CreateLogger("proxy"));
        await _proxy.SyncAsync(ct);
        var balancer = await SpeakersAsync(registry, nodes, events);
        nodes.ForEach(node => NodeObjects.Register(registry, node, _time));
        foreach (var loop in Loops(registry, pods, events, _api.Certificates.AuthorityPem).Concat(Heartbeats(registry, nodes)).Concat(balancer))
        {
            Keep(loop(_stop.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }

        _proxy?.Dispose();
        _sockets.ForEach(socket => socket.Dispose());
        _loggers.Dispose();
        _stop.Dispose();
    }

    /// <summary>Inside a user namespace everybody is root by name: whether ids can be changed is what the map says.</summary>
    private static bool IsMappedRoot() => File.ReadLines("/proc/self/uid_map").Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2])) < 65536;

    private IEnumerable<Func<CancellationToken, Task>> Loops(Registry registry, PodSupervisor pods, ObjectEvents events, string authority)
    {
        var logger = _loggers.CreateLogger("controllers");
        yield return _proxy!.RunAsync;
        yield return new DnsServer(new DnsRecords(registry)).RunAsync;
        yield return pods.RunAsync;
        yield return new NamespaceController(registry, _time, logger, authority).RunAsync;
        yield return new Scheduler(registry, _time, logger, events).RunAsync;
        yield return new NodeLifecycleController(registry, _time, logger, TimeSpan.FromSeconds(options.Up.NodeGrace)).RunAsync;
        yield return new TaintEvictionController(registry, _time, logger, events).RunAsync;
        yield return new StatefulSetController(registry, _time, logger).RunAsync;
        yield return new DeploymentController(registry, _time, logger).RunAsync;
        yield return new JobController(registry, _time, logger).RunAsync;
        yield return new ReplicaSetController(registry, _time, logger).RunAsync;
        yield return new EndpointSliceController(registry, _time, logger).RunAsync;
        yield return new LoadBalancerController(registry, events, _time, logger).RunAsync;
        yield return new PodDisruptionBudgetController(registry, _time, logger).RunAsync;
        yield return new VolumeClaimController(registry, _time, logger, RemoveClaim).RunAsync;
        yield return new GarbageCollector(registry, logger).RunAsync;
    }

    /// <summary>Every ten seconds, as with kubelet; where silence is noticed sooner, often enough not to be taken for it.</summary>
    private IEnumerable<Func<CancellationToken, Task>> Heartbeats(Registry registry, IEnumerable<Node> nodes)
    {
        var every = TimeSpan.FromSeconds(Math.Min(10, options.Up.NodeGrace / 4.0));
        return nodes.Select(node => (Func<CancellationToken, Task>)new NodeHeartbeat(registry, node, every, _time).RunAsync);
    }

    /// <summary>Two loops for each node: what it announces, and what it answers.</summary>
    private async Task<List<Func<CancellationToken, Task>>> SpeakersAsync(Registry registry, IEnumerable<Node> nodes, ObjectEvents events)
    {
        var logger = _loggers.CreateLogger("speaker");
        List<Func<CancellationToken, Task>> loops = [];
        foreach (var node in nodes)
        {
            var socket = await ArpSocket.OpenAsync(node.Network.NamespacePath, NodeNetwork.Link);
            _sockets.Add(socket);
            var announcer = new Announcer(socket, node.Network.HardwareAddress, logger);
            loops.Add(announcer.RunAsync);
            loops.Add(new Speaker(node, announcer, events, registry, _time, logger).RunAsync);
        }

        return loops;
    }

    private void RemoveClaim(string volume)
    {
        var directory = Path.Combine(options.Up.Directory.State, "claims", volume);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private ImageCatalog Catalog() => new(options.Up.Images.Select(LocalImage.Parse).OfType<(string Name, LocalImage Image)>()
        .ToDictionary(entry => entry.Name, entry => entry.Image));

    /// <summary>A cluster with a part missing would only puzzle: a loop that ends, ends everything.</summary>
    private void Keep(Task loop) => _ = loop.ContinueWith(ended =>
    {
        if (!_stop.IsCancellationRequested)
        {
            Console.Error.WriteLine(ended.Exception?.ToString() ?? "a loop of the cluster ended");
            Linux.ExitNow();
        }
    }, TaskScheduler.Default);
}
