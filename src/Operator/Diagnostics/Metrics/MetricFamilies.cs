using System.Collections.Immutable;
using k8s;
using k8s.Controllers;
using k8s.Informers;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>Every metric, in the order of the page. The first two labels of what belongs to a group are its namespace and its name.</summary>
public static class MetricFamilies
{
    // A crash is over in 0.2 s, a partition after downAfter and a second.
    private static readonly ImmutableArray<double> SwitchBounds = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 2, 5, 10, 30, 60];
    private static readonly ImmutableArray<double> PassBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    private static readonly ImmutableArray<double> ApiBounds = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    public static readonly MetricFamily GroupMasterKnown = OfGroup(MetricNames.GroupMasterKnown, "1 while one pod is master by the rule of who may be routed to, 0 while there is none.");
    public static readonly MetricFamily GroupVipRouted = OfGroup(MetricNames.GroupVipRouted, "1 while the VIP leads to the master.");
    public static readonly MetricFamily GroupReplicasWanted = OfGroup(MetricNames.GroupReplicasWanted, "Redis pods asked for, the master included (spec.replicas).");
    public static readonly MetricFamily GroupReplicasReady = OfGroup(MetricNames.GroupReplicasReady, "Redis pods that serve: the master, and the replicas whose link to it is up.");
    public static readonly MetricFamily GroupSentinelsWanted = OfGroup(MetricNames.GroupSentinelsWanted, "Sentinels that there should be.");
    public static readonly MetricFamily GroupSentinelsAnswering = OfGroup(MetricNames.GroupSentinelsAnswering, "Sentinels that answer.");
    public static readonly MetricFamily GroupSentinelsAgreeing = OfGroup(MetricNames.GroupSentinelsAgreeing, "Sentinels that name the master and see all of its replicas and all other sentinels: those that could fail over.");
    public static readonly MetricFamily GroupMasterInfo = OfGroup(MetricNames.GroupMasterInfo, "1, with the pod that is master.", "pod");
    public static readonly MetricFamily GroupReplicationLag = OfGroup(MetricNames.GroupReplicationLag, "Bytes of the replication stream that the replica in this pod is behind the master.", "pod");
    public static readonly MetricFamily GroupCondition = OfGroup(MetricNames.GroupCondition, "A condition of the group's status: 1 True, 0 False.", "condition");
    public static readonly MetricFamily GroupPaused = OfGroup(MetricNames.GroupPaused, "1 until spec.pausedUntil.");
    public static readonly MetricFamily GroupObserved = OfGroup(MetricNames.GroupObserved, "When this operator last looked at the group, in seconds since 1970.");

    public static readonly MetricFamily Switches = new(MetricNames.Switches, MetricKind.Counter, "Changes of master that ended, as status.lastSwitch names them.", "namespace", "group", "kind", "outcome")
    {
        Instrument = new(GroupMetrics.MeterName, GroupMetrics.SwitchesName),
    };

    public static readonly MetricFamily SwitchDuration = new(MetricNames.SwitchDuration, MetricKind.Histogram, "From the first evidence that a switch is needed to the routing write having been accepted, of completed switches.", "kind")
    {
        Instrument = new(GroupMetrics.MeterName, GroupMetrics.DurationName),
        Bounds = SwitchBounds,
    };

    public static readonly MetricFamily SwitchoverPause = new(MetricNames.SwitchoverPause, MetricKind.Histogram, "For how long a switchover held writes back.")
    {
        Instrument = new(GroupMetrics.MeterName, GroupMetrics.PauseName),
        Bounds = SwitchBounds,
    };

    public static readonly MetricFamily GroupEvents = new(MetricNames.GroupEvents, MetricKind.Counter, "Events told about a group, by reason: corrected labels, demoted masters, restored objects, refusals.", "namespace", "group", "type", "reason")
    {
        Instrument = new(GroupMetrics.MeterName, GroupMetrics.EventsName),
    };

    public static readonly MetricFamily Groups = new(MetricNames.Groups, MetricKind.Gauge, "Groups in the namespaces that this operator watches.");

    public static readonly MetricFamily Reconciles = new(MetricNames.Reconciles, MetricKind.Counter, "Passes over a group: done, again (all is well, look again later), failed.", "controller", "result")
    {
        Instrument = new(ControllerMetrics.MeterName, ControllerMetrics.PassesName),
    };

    public static readonly MetricFamily ReconcileDuration = new(MetricNames.ReconcileDuration, MetricKind.Histogram, "Time of a pass.", "controller", "result")
    {
        Instrument = new(ControllerMetrics.MeterName, ControllerMetrics.DurationName),
        Bounds = PassBounds,
    };

    public static readonly MetricFamily QueueDepth = new(MetricNames.QueueDepth, MetricKind.Gauge, "Groups that wait for a worker now.");
    public static readonly MetricFamily QueueDelayed = new(MetricNames.QueueDelayed, MetricKind.Gauge, "Groups that wait for their time.");
    public static readonly MetricFamily QueueProcessing = new(MetricNames.QueueProcessing, MetricKind.Gauge, "Groups that a worker looks at now.");

    public static readonly MetricFamily QueueWait = new(MetricNames.QueueWait, MetricKind.Histogram, "How long a group that needs a pass waited for a worker.", "controller")
    {
        Instrument = new(ControllerMetrics.MeterName, ControllerMetrics.WaitName),
        Bounds = PassBounds,
    };

    public static readonly MetricFamily ApiRequests = new(MetricNames.ApiRequests, MetricKind.Counter, "Requests to the API server by verb and resource as RBAC calls them, each try counted; code none: no answer.", "verb", "resource", "code")
    {
        Instrument = new(ClientMetrics.MeterName, ClientMetrics.RequestsName),
    };

    public static readonly MetricFamily ApiRequestDuration = new(MetricNames.ApiRequestDuration, MetricKind.Histogram, "From a request to the API server to the first line of its answer.", "verb")
    {
        Instrument = new(ClientMetrics.MeterName, ClientMetrics.DurationName),
        Bounds = ApiBounds,
    };

    public static readonly MetricFamily WatchRestarts = new(MetricNames.WatchRestarts, MetricKind.Counter, "Watches that were lost, so that the collection was listed again.", "resource")
    {
        Instrument = new(InformerMetrics.MeterName, InformerMetrics.RestartsName),
    };

    public static readonly MetricFamily RedisErrors = new(MetricNames.RedisErrors, MetricKind.Counter, "Calls to redis and sentinel without a usable answer. Some are part of every failover.", "kind")
    {
        Instrument = new(RedisMetrics.MeterName, RedisMetrics.ErrorsName),
    };

    public static readonly MetricFamily Leader = new(MetricNames.Leader, MetricKind.Gauge, "1 in the operator that leads.");
    public static readonly MetricFamily BuildInfo = new(MetricNames.BuildInfo, MetricKind.Gauge, "1, with the version of the operator and of its runtime.", "version", "runtime");
    public static readonly MetricFamily ProcessResidentMemory = new(MetricNames.ProcessResidentMemory, MetricKind.Gauge, "Resident memory of the operator.");
    public static readonly MetricFamily ProcessCpu = new(MetricNames.ProcessCpu, MetricKind.Counter, "User and system time of the operator.");
    public static readonly MetricFamily ProcessStartTime = new(MetricNames.ProcessStartTime, MetricKind.Gauge, "When the operator started, in seconds since 1970.");
    public static readonly MetricFamily ProcessOpenFiles = new(MetricNames.ProcessOpenFiles, MetricKind.Gauge, "Open file descriptors of the operator.");

    public static ImmutableArray<MetricFamily> All { get; } =
    [
        GroupMasterKnown, GroupVipRouted, GroupReplicasWanted, GroupReplicasReady, GroupSentinelsWanted, GroupSentinelsAnswering, GroupSentinelsAgreeing, GroupMasterInfo,
        GroupReplicationLag, GroupCondition, GroupPaused, GroupObserved, Switches, SwitchDuration, SwitchoverPause, GroupEvents, Groups,
        Reconciles, ReconcileDuration, QueueDepth, QueueDelayed, QueueProcessing, QueueWait, ApiRequests, ApiRequestDuration, WatchRestarts, RedisErrors,
        Leader, BuildInfo, ProcessResidentMemory, ProcessCpu, ProcessStartTime, ProcessOpenFiles,
    ];

    private static MetricFamily OfGroup(string name, string help, params ReadOnlySpan<string> more) => new(name, MetricKind.Gauge, help, ["namespace", "group", .. more]);
}
