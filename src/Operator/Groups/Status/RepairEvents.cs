using KubeOps.Abstractions.Events;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>What was found other than it should be in a group that has a master, and what was done about it.</summary>
public static class RepairEvents
{
    public static IEnumerable<Say> For(GroupObservation observation, GroupPlan plan) =>
        plan.Decision is Decision.Keep { Pod: var master }
            ? plan.Stages.SelectMany(stage => stage).Select(step => Of(observation, master, step)).OfType<Say>()
            : [];

    private static Say? Of(GroupObservation observation, PodObservation master, Step step) => step switch
    {
        Step.Demote demote => Warning(Reasons.StaleMasterDemoted, $"{demote.Pod.Name} said master beside {demote.Master.Name}: made a replica, its clients disconnected"),
        Step.Label label when RoleOn(label.Pod) is { } was => Warning(Reasons.LabelCorrected, $"{label.Pod.Name} was labelled {was} and is {(label.Pod == master ? "the master" : "a replica")}"),
        // Where the VIP led to this very pod already, it had its label.
        Step.Label label when label.Pod == master && master.Pod is { } pod && observation.Objects.Route?.PodUid == pod.Metadata.Uid => Warning(Reasons.LabelCorrected, $"{master.Name} is the master and its label was gone"),
        Step.Follow { Pod.Answer: { Held: false, MasterHost: { } host } } follow => Warning(Reasons.ReplicaRedirected, $"{follow.Pod.Name} followed {host}: pointed at the master {follow.Master.Name}"),
        Step.Monitor monitor => Normal(Reasons.SentinelRestored, $"the sentinel of {monitor.Sentinel.Name} monitored nothing: told of the master {monitor.Master.Name}"),
        Step.Reset reset => Normal(Reasons.SentinelForgets, $"the sentinel of {reset.Sentinel.Name} forgets the pods that are gone"),
        Step.DeletePod delete => Normal(Reasons.PodReplaced, $"{delete.Pod.Name} is replaced: {delete.Why}"),
        Step.SetFence fence when fence.Pod == master => Fenced(observation, fence),
        Step.Write { IsNew: true } write when WasWhole(observation) =>
            Warning(Reasons.ObjectRestored, $"the {write.Desired.Kind} {write.Desired.Metadata.Name} was missing: made again"),
        _ => null,
    };

    private static Say? Fenced(GroupObservation observation, Step.SetFence fence)
    {
        var normal = observation.Group.Spec.MinReplicasToWrite();
        if (fence.MinReplicas < normal)
        {
            return Warning(Reasons.WritesUnfenced, $"{fence.Pod.Name} takes writes with {fence.MinReplicas} replicas, because the others are known to be gone: what it takes now is on one pod only");
        }
        return fence.Pod.Answer?.Fence?.MinReplicas < normal ? Normal(Reasons.WritesFenced, $"{fence.Pod.Name} takes writes only with {normal} replicas again") : null;
    }

    /// <summary>Ready for the spec that it has, and nothing was being changed: what is missing then was there.</summary>
    private static bool WasWhole(GroupObservation observation) =>
        observation.Group.Status is { Conditions: { } conditions } status
        && status.ObservedGeneration == observation.Group.Metadata.Generation
        && conditions.Any(condition => condition is { Type: Conditions.Ready, Status: "True" })
        && conditions.Any(condition => condition is { Type: Conditions.Progressing, Reason: Reasons.Settled });

    private static string? RoleOn(PodObservation pod) => pod.Pod?.Metadata.Labels is { } labels && labels.TryGetValue(Labels.Role, out var role) ? role : null;

    private static Say Warning(string reason, string message) => new(EventType.Warning, reason, message);

    private static Say Normal(string reason, string message) => new(EventType.Normal, reason, message);
}
