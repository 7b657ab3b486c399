using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Diagnostics.Inspect;

/// <summary>From an observation to what people may read of it. Every field is picked by name: passwords are part of an observation and must not get here.</summary>
internal static class InspectionBuilder
{
    public static GroupInspection Build(GroupObservation observation, IReadOnlyList<DecisionEntry> decisions)
    {
        var metadata = observation.Group.Metadata;
        var route = observation.Objects.Route;
        // Lag is counted from the pod that clients write to; before there is a route, from the one that says master.
        var leading = observation.PodNamed(route?.PodName) ?? observation.Pods.FirstOrDefault(pod => pod.SaysMaster);
        return new GroupInspection
        {
            Namespace = metadata.NamespaceProperty ?? "",
            Name = metadata.Name ?? "",
            Leads = decisions.Count > 0 && decisions[^1].Leads,
            ObservedAt = observation.Now,
            PausedUntil = observation.IsPaused ? observation.Group.Spec.PausedUntilTime() : null,
            Vip = new VipInspection(observation.Group.Status?.Vip?.Address, route?.PodName, route?.Ip, route?.Epoch),
            Pods = [.. observation.Pods.Where(pod => pod.HasRedis).Select(pod => Redis(observation, pod, leading))],
            Sentinels = [.. observation.Pods.Select(pod => Sentinel(observation, pod))],
            Decisions = decisions,
        };
    }

    private static PodInspection Redis(GroupObservation observation, PodObservation pod, PodObservation? leading)
    {
        var answer = pod.Answer;
        return new PodInspection
        {
            Name = pod.Name,
            Node = pod.Pod?.Spec?.NodeName,
            Ip = pod.Pod?.Status?.PodIP,
            Address = pod.Address,
            Ready = pod.IsReady,
            Terminating = pod.IsTerminating,
            Cordoned = pod.IsCordoned,
            State = State(pod),
            Evidence = pod.Redis switch { RedisView.Dead dead => dead.Evidence, RedisView.Silent silent => silent.Evidence, _ => null },
            Follows = answer is { IsMaster: false, Held: false, MasterHost: { } host } ? Named(observation, host) : null,
            LinkUp = answer is { IsMaster: false, Held: false } ? answer.LinkUp : null,
            Offset = answer?.Offset,
            LagBytes = answer is not null && pod != leading && leading?.Answer is { } first ? Math.Max(0, first.Offset - answer.Offset) : null,
            Keys = answer?.Keys,
            Loading = answer?.Loading ?? false,
            Priority = answer?.Priority,
            MinReplicasToWrite = answer is { IsMaster: true } ? answer.Fence?.MinReplicas : null,
        };
    }

    private static string State(PodObservation pod) => pod.Redis switch
    {
        RedisView.Answered { IsMaster: true } => RedisState.Master,
        RedisView.Answered { Held: true } => RedisState.Held,
        RedisView.Answered => RedisState.Replica,
        RedisView.Dead => RedisState.Dead,
        _ => RedisState.Silent,
    };

    private static SentinelInspection Sentinel(GroupObservation observation, PodObservation pod) => pod.Sentinel switch
    {
        SentinelView.Monitoring view => new SentinelInspection
        {
            Pod = pod.Name,
            State = SentinelState.Monitors,
            Master = Named(observation, view.Address),
            Epoch = view.ConfigEpoch,
            Quorum = view.Settings.Quorum,
            Replicas = view.Replicas.Length,
            Unreached = [.. view.Replicas.Where(replica => replica.IsDown).Select(replica => Named(observation, replica.Address))],
            OtherSentinels = view.OtherSentinels,
            FailoverRunning = view.FailoverRunning,
            MasterDownMs = view.DownFor is { } down ? (long)down.TotalMilliseconds : null,
        },
        SentinelView.Silent silent => new SentinelInspection { Pod = pod.Name, State = SentinelState.Silent, Evidence = silent.Evidence },
        _ => new SentinelInspection { Pod = pod.Name, State = SentinelState.Blank },
    };

    private static string Named(GroupObservation observation, string address) => observation.PodAt(address)?.Name ?? address;
}
