using k8s;
using k8s.Controllers;
using k8s.LeaderElection;
using k8s.Models;
using k8s.Queue;
using KubeOps.Abstractions.Events;
using RedisOperator.Entities;
using RedisOperator.Operator.Diagnostics;
using RedisOperator.Operator.Diagnostics.Inspect;
using RedisOperator.Operator.Diagnostics.Metrics;
using RedisOperator.Operator.Groups;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Sentinels;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Commands;

/// <summary>The operator process: its parts, and the order in which they start. A part that ends by itself ends the process, so that it is started anew.</summary>
internal sealed partial class OperatorHost
{
    private const string LeaseName = OperatorNames.Lease;

    private readonly RunOptions _options;
    private readonly ILoggerFactory _logging;
    private readonly ILogger _log;
    private readonly TimeProvider _time = TimeProvider.System;

    private OperatorHost(RunOptions options, ILoggerFactory logging)
    {
        _options = options;
        _logging = logging;
        _log = logging.CreateLogger<OperatorHost>();
    }

    /// <summary>Runs until cancelled (0), or until something that must not end has ended (1).</summary>
    public static async Task<int> RunAsync(RunOptions options, CancellationToken ct)
    {
        using var logging = LoggerFactory.Create(logs => logs.SetMinimumLevel(options.LogLevel).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        }));
        return await new OperatorHost(options, logging).RunAsync(ct);
    }

    private async Task<int> RunAsync(CancellationToken ct)
    {
        try
        {
            await RunPartsAsync(ct);
            LogStopped();
            return 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LogStopped();
            return 0;
        }
        catch (Exception e) when (e is KubeConfigException or KubernetesException or IOException)
        {
            LogCannotRun(e.Message);
            return 1;
        }
    }

    private async Task RunPartsAsync(CancellationToken ct)
    {
        var configuration = KubernetesClientConfiguration.BuildDefaultConfig();
        using var client = new k8s.Kubernetes(configuration, new KubernetesClientOptions { Json = EntitiesJson.Options, Logging = _logging, Time = _time });
        using var queue = new WorkQueue<NamespacedName>(_time, new Random(), new WorkQueueOptions { MinBackoff = TimeSpan.FromMilliseconds(20), MaxBackoff = TimeSpan.FromSeconds(2) });
        using var metrics = new ControllerMetrics();
        var ownGroups = new OwnWrites<RedisReplicationGroup>(_time);
        var ownSlices = new OwnWrites<V1EndpointSlice>(_time);
        using var groups = new GroupMetrics();
        var stores = new ClusterStores(client, _options.Namespaces, _options.WatchNodes, queue.Add, ownGroups, ownSlices, _time, _logging);
        await using var pool = new RedisConnectionPool(_time);
        var losses = new ConnectionLosses(_time);
        await using var subscriptions = new SentinelSubscriptions(pool, losses, queue.Add, _time, _logging.CreateLogger<SentinelSubscriptions>());
        using var agentsClient = VipAgents.CreateClient();
        var agents = new VipAgents(agentsClient, queue.Add, _time);
        var objects = new ObjectWriter(client);
        var applied = new AppliedConfigs();
        var growths = new RefusedGrowths();
        var passwords = new AppliedPasswords();
        var connections = new GroupConnections(pool);
        var identity = Identity();
        var leadership = new Leadership();
        var journals = new GroupJournals();
        var events = new EventRecorder(client, LeaseName, identity, _time, _logging.CreateLogger<EventRecorder>());
        var reconciler = new GroupReconciler(
            new GroupObserver(stores, new RedisReader(pool, _time), losses, applied, growths, passwords, new UserSecrets(client, _time), new BalancerWords(client, _time), agents, _options.VipImage, _time),
            new GroupApplier(
                objects,
                ownSlices,
                ownGroups,
                new RedisWriter(pool),
                new HandOver(connections, _time),
                new ConfigWriter(connections, applied, _time),
                new StorageWriter(client, growths, _time),
                new PasswordWriter(connections, passwords),
                _time,
                _logging.CreateLogger<GroupApplier>()),
            objects,
            ownGroups,
            subscriptions,
            leadership,
            new StandbyCourtesy(_time),
            new MissedAnswers(_time),
            journals,
            events.PublishAsync,
            groups,
            _logging.CreateLogger<GroupReconciler>());
        var controller = new Controller("groups", queue, _options.Workers, reconciler.ReconcileAsync, metrics, _time, _logging);
        var elector = new LeaderElector(new LeaderElectionConfig(new LeaseLock(client, LeaseNamespace(configuration), LeaseName, identity))
        {
            // Short: what waits for a new leader is somebody's failover. A leader that is stopped hands over at once.
            LeaseDuration = TimeSpan.FromSeconds(8),
            RenewDeadline = TimeSpan.FromSeconds(5),
            RetryPeriod = TimeSpan.FromSeconds(1),
            Time = _time,
            Logging = _logging,
        });

        using var scraped = new OperatorMetrics(groups, page =>
        {
            page.Set(MetricFamilies.Groups, stores.Keys.Count());
            page.Set(MetricFamilies.QueueDepth, queue.Depth);
            page.Set(MetricFamilies.QueueDelayed, queue.Delayed);
            page.Set(MetricFamilies.QueueProcessing, queue.Processing);
            page.Set(MetricFamilies.Leader, elector.IsLeader ? 1 : 0);
        });
        var synced = false;
        await using var health = HealthServer.Create(_options.HealthPort, () => Volatile.Read(ref synced), scraped.Scrape);
        await health.StartAsync(ct);
        await using var inspecting = InspectServer.Start(_options.InspectPort, journals, identity, _time, _logging.CreateLogger<InspectServer>());
        using var running = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var informers = stores.RunAsync(running.Token);
        await Task.WhenAny(stores.WaitForSyncAsync(ct), informers);
        Volatile.Write(ref synced, true);
        LogSynced(_options.Namespaces.Count == 0 ? "all namespaces" : string.Join(", ", _options.Namespaces), configuration.Host);
        subscriptions.Start();
        // A standby watches and routes as well; what a leader does besides is decided pass by pass.
        var passes = controller.RunAsync(running.Token);
        var leading = elector.RunAsync(
            async token =>
            {
                LogLeading(identity);
                leadership.Begin(token);
                foreach (var key in stores.Keys)
                {
                    queue.Add(key);
                }
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await leadership.EndAsync();
            },
            () => LogNotLeading(identity),
            running.Token);
        try
        {
            await await Task.WhenAny(informers, passes, leading);
        }
        finally
        {
            await running.CancelAsync();
            await Task.WhenAll(informers, passes, leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The pod's name: a container that restarts in its pod is the same candidate and goes on leading; its earlier process is certainly gone.</summary>
    private static string Identity() => Environment.GetEnvironmentVariable("POD_NAME") is { Length: > 0 } pod ? pod : $"{Environment.MachineName}-{Environment.ProcessId}";

    private string LeaseNamespace(KubernetesClientConfiguration configuration) =>
        _options.LeaseNamespace ?? Environment.GetEnvironmentVariable("POD_NAMESPACE") ?? configuration.Namespace ?? "default";
}
