using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>The conditions, by the API conventions: a transition time moves only when the status does.</summary>
public static class ConditionsBuilder
{
    public static IList<V1Condition> Build(GroupObservation observation, GroupPlan plan, GroupHealth health, (string Reason, string Message)? refusal)
    {
        var decision = plan.Decision;
        var facts = health.Facts;
        List<(string Type, bool? Holds, string Reason, string Message)> wanted =
        [
            health.IsReady
                ? (Conditions.Ready, true, Reasons.AllPodsServing, $"{health.Master!.Name} is master, {health.Linked} replicas follow, the VIP leads to it")
                : (Conditions.Ready, false, Reason(health, decision), Message(health, decision)),
            health.Master is { } master
                ? (Conditions.MasterAvailable, true, Reasons.MasterAgreed, $"{master.Name} is master")
                : (Conditions.MasterAvailable, false, decision.Reason, decision.Message),
            health.IsReplicating
                ? (Conditions.ReplicationHealthy, true, Reasons.ReplicasInSync, $"{health.Linked} of {health.Wanted - 1} replicas follow the master")
                : (Conditions.ReplicationHealthy, false, Reasons.ReplicationBroken, $"{health.Linked} of {health.Wanted - 1} replicas follow the master"),
            health.HasQuorum
                ? (Conditions.SentinelQuorum, true, Reasons.QuorumHolds, $"{health.Agreeing} of {facts.Pods.Length} sentinels name the master")
                : (Conditions.SentinelQuorum, false, Reasons.QuorumLost, $"{health.Agreeing} of {facts.Pods.Length} sentinels name the master, {facts.Majority} are needed"),
            Vip(observation, health),
            Progressing(observation, health, refusal),
            decision is Decision.ColdStart { DatasetAtRisk: true } || decision is { Reason: Reasons.WaitingForPods } && facts.Recorded is not null
                ? (Conditions.DatasetAtRisk, true, decision.Reason, decision.Message)
                : (Conditions.DatasetAtRisk, false, Reasons.DatasetPresent, "no decision is open that could lose data"),
        ];
        return [.. wanted.Select(one => Condition(observation, one.Type, one.Holds, one.Reason, one.Message))];
    }

    private static (string, bool?, string, string) Vip(GroupObservation observation, GroupHealth health)
    {
        if (!health.IsRouted)
        {
            return (Conditions.VipReady, false, Reasons.NotRouted, health.Holder is { } holder ? $"the VIP leads to {holder.Name}, which is not the master" : "the VIP leads nowhere");
        }
        if (AddressOnNode.Of(observation, health.Master) is { } onNode)
        {
            return (Conditions.VipReady, onNode.Holds, onNode.Reason, onNode.Message);
        }
        return AddressWait.Of(observation) is { } wait
            ? (Conditions.VipReady, wait.Holds, wait.Reason, wait.Message)
            : (Conditions.VipReady, true, Reasons.RoutedToMaster, $"the VIP leads to {health.Holder!.Name}");
    }

    private static (string, bool?, string, string) Progressing(GroupObservation observation, GroupHealth health, (string Reason, string Message)? refusal)
    {
        if (health.Obstacle is { } obstacle)
        {
            return (Conditions.Progressing, false, obstacle.Reason, obstacle.Message);
        }
        if (refusal is { } refused)
        {
            return (Conditions.Progressing, false, refused.Reason, refused.Message);
        }
        if (observation.IsPaused)
        {
            return (Conditions.Progressing, false, Reasons.Paused, $"paused until {observation.Group.Spec.PausedUntil}: only the VIP follows the sentinels");
        }
        if (Rollout.Progress(health.Facts, health.Master) is { } update)
        {
            return (Conditions.Progressing, update.Reason == Reasons.RollingUpdate, update.Reason, update.Message);
        }
        if (Scaling.Progress(health.Facts) is { } scaling)
        {
            return (Conditions.Progressing, true, Reasons.Scaling, scaling);
        }
        return health.IsReady
            ? (Conditions.Progressing, false, Reasons.Settled, "nothing is being changed")
            : (Conditions.Progressing, true, Reasons.Starting, "the group is on its way to Ready");
    }

    private static string Reason(GroupHealth health, Decision decision)
    {
        if (health.Obstacle is { } obstacle)
        {
            return obstacle.Reason;
        }
        if (health.Master is null)
        {
            return decision.Reason;
        }
        if (!health.IsRouted)
        {
            return Reasons.NotRouted;
        }
        if (!health.IsReplicating)
        {
            return Reasons.ReplicationBroken;
        }
        return health.Facts.Leaders.IsEmpty ? Reasons.WaitingForSentinels : Reasons.FailoverRunning;
    }

    private static string Message(GroupHealth health, Decision decision) => health switch
    {
        { Obstacle: { } obstacle } => obstacle.Message,
        { Master: null } => decision.Message,
        { Master: var master } => $"{health.Serving} of {health.Wanted} pods serve, {health.Agreeing} of {health.WantedSentinels} sentinels name {master.Name}",
    };

    private static V1Condition Condition(GroupObservation observation, string type, bool? holds, string reason, string message)
    {
        var status = holds switch
        {
            true => "True",
            false => "False",
            null => "Unknown",
        };
        var was = observation.Group.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
        return new V1Condition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            ObservedGeneration = observation.Group.Metadata.Generation,
            LastTransitionTime = was?.Status == status ? was.LastTransitionTime : observation.Now,
        };
    }
}
