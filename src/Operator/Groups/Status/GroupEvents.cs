using k8s.Models;
using KubeOps.Abstractions.Events;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>An Event for people.</summary>
public sealed record Say(EventType Type, string Reason, string Message);

/// <summary>What a pass tells of itself: only what changed.</summary>
public static class GroupEvents
{
    public static IEnumerable<Say> For(GroupObservation observation, GroupPlan plan, ApplyResult result, RedisReplicationGroupStatus status)
    {
        if (OfDecision(observation, plan.Decision, result, status) is { } decided)
        {
            yield return decided;
        }
        foreach (var failure in result.Failures.OfType<NameTakenException>())
        {
            yield return new Say(EventType.Warning, Reasons.NameTaken, failure.Message);
        }
        foreach (var demoted in result.Succeeded ? plan.Stages.SelectMany(stage => stage).OfType<Step.Demote>() : [])
        {
            yield return new Say(EventType.Warning, Reasons.StaleMasterDemoted, $"{demoted.Pod.Name} said master beside {demoted.Master.Name}: made a replica, its clients disconnected");
        }
        if (Refusal(status) is { } refused && Refusal(observation.Group.Status)?.Message != refused.Message)
        {
            yield return new Say(EventType.Warning, refused.Reason!, refused.Message!);
        }
        if (OfReadiness(observation.Group.Status, status) is { } readiness)
        {
            yield return readiness;
        }
    }

    private static Say? OfDecision(GroupObservation observation, Decision decision, ApplyResult result, RedisReplicationGroupStatus status) => decision switch
    {
        Decision.StartFailover when result.Succeeded => new Say(EventType.Warning, Reasons.FailoverStarted, $"{decision.Message}; asked the sentinel of {status.LastSwitch?.Sentinel} to fail over"),
        Decision.ColdStart { DatasetAtRisk: true } when result.PromotedAt is not null => new Say(EventType.Warning, Reasons.ColdStart, decision.Message),
        Decision.ColdStart when result.PromotedAt is not null => new Say(EventType.Normal, observation.Group.Status?.Master is null ? Reasons.MasterElected : Reasons.ColdStart, decision.Message),
        Decision.Adopt or Decision.FinishFailover when result.RoutedAt is not null => Moved(observation, decision.Master!, status),
        _ => null,
    };

    private static Say Moved(GroupObservation observation, PodObservation to, RedisReplicationGroupStatus status) =>
        observation.Objects.Route is { } from && status.LastSwitch is { } last && from.PodName != to.Name
            ? new Say(EventType.Normal, Reasons.FailoverCompleted, $"the VIP moved from {from.PodName} to {to.Name}: promoted {last.PromoteMs} ms after the loss was seen, routed {last.RouteMs} ms later")
            : new Say(EventType.Normal, Reasons.VipMoved, $"the VIP leads to {to.Name}");

    private static V1Condition? Refusal(RedisReplicationGroupStatus? status) => status?.Conditions?.FirstOrDefault(condition => Refusals.Reasons.Contains(condition.Reason));

    private static Say? OfReadiness(RedisReplicationGroupStatus? before, RedisReplicationGroupStatus after)
    {
        var was = IsTrue(before);
        var now = IsTrue(after);
        if (was == now)
        {
            return null;
        }
        var condition = after.Conditions!.First(one => one.Type == Conditions.Ready);
        return now ? new Say(EventType.Normal, Reasons.GroupReady, condition.Message!) : new Say(EventType.Warning, Reasons.GroupDegraded, condition.Message!);
    }

    private static bool IsTrue(RedisReplicationGroupStatus? status) => status?.Conditions?.Any(condition => condition is { Type: Conditions.Ready, Status: "True" }) == true;
}
