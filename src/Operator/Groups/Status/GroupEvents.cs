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
        if ((OfSwitch(observation.Group.Status?.LastSwitch, status.LastSwitch) ?? OfDecision(observation, plan.Decision, result, status)) is { } decided)
        {
            yield return decided;
        }
        foreach (var failure in result.Failures.OfType<NameTakenException>())
        {
            yield return new Say(EventType.Warning, Reasons.NameTaken, failure.Message);
        }
        foreach (var repaired in result.Succeeded ? RepairEvents.For(observation, plan) : [])
        {
            yield return repaired;
        }
        if (result.Succeeded && observation.Objects is { Auth: null, Passwords: not null })
        {
            yield return new Say(EventType.Warning, Reasons.PasswordRestored, "the password's Secret had been deleted: written again with the same password");
        }
        if (Refusal(status) is { } refused && Refusal(observation.Group.Status)?.Message != refused.Message)
        {
            yield return new Say(EventType.Warning, refused.Reason!, refused.Message!);
        }
        if (AddressEvents.Of(observation.Group.Spec, observation.Group.Status, status) is { } address)
        {
            yield return address;
        }
        if (!HasJustHandedOver(observation, status) && OfReadiness(observation.Group.Status, status) is { } readiness)
        {
            yield return readiness;
        }
    }

    /// <summary>A planned switch: taken on, done, or not.</summary>
    private static Say? OfSwitch(LastSwitchStatus? before, LastSwitchStatus? after)
    {
        if (after is not { Kind: SwitchKind.Switchover } || after == before)
        {
            return null;
        }
        var began = before?.StartedAt != after.StartedAt;
        return after switch
        {
            { Outcome: SwitchOutcome.Failed } when began => new Say(EventType.Warning, Reasons.SwitchoverRefused, $"no switchover to {after.Wish}: {after.Message}"),
            { Outcome: SwitchOutcome.Failed } => new Say(EventType.Warning, Reasons.SwitchoverFailed, $"{after.To} stays master: {after.Message}"),
            { Outcome: SwitchOutcome.Completed } => new Say(
                EventType.Normal,
                Reasons.SwitchoverCompleted,
                after.PausedMs is { } paused
                    ? $"the VIP moved from {after.From} to {after.To}: writes held back for {paused} ms, {after.PromoteMs} to the promotion and {after.RouteMs} to the route"
                    : $"the VIP moved from {after.From} to {after.To}"),
            _ when began => new Say(EventType.Normal, Reasons.SwitchoverStarted, $"{after.From} is to hand over to {(after.Wish == SwitchoverTarget.Any ? "a replica" : after.Wish)} ({after.Reason})"),
            _ => null,
        };
    }

    private static Say? OfDecision(GroupObservation observation, Decision decision, ApplyResult result, RedisReplicationGroupStatus status) => decision switch
    {
        Decision.StartFailover when result.Succeeded => new Say(EventType.Warning, Reasons.FailoverStarted, $"{decision.Message}; asked the sentinel of {status.LastSwitch?.Sentinel} to fail over"),
        Decision.ColdStart { DatasetAtRisk: true } when result.PromotedAt is not null => new Say(EventType.Warning, Reasons.ColdStart, decision.Message),
        Decision.ColdStart when result.PromotedAt is not null => new Say(EventType.Normal, observation.Group.Status?.Master is null ? Reasons.MasterElected : Reasons.ColdStart, decision.Message),
        Decision.Adopt or Decision.FinishFailover when result.RoutedAt is not null => Moved(observation, decision.Master!, status),
        Decision.Keep when LastSwitch.CompletesFailover(observation.Group.Status?.LastSwitch, status.LastSwitch) => new Say(
            EventType.Normal, Reasons.FailoverCompleted, $"the VIP moved from {status.LastSwitch!.From} to {status.LastSwitch.To}"),
        _ => null,
    };

    private static Say Moved(GroupObservation observation, PodObservation to, RedisReplicationGroupStatus status)
    {
        if (observation.Objects.Route is not { } from || from.PodName == to.Name)
        {
            return new Say(EventType.Normal, Reasons.VipMoved, $"the VIP leads to {to.Name}");
        }
        return status.LastSwitch is { } last && last != observation.Group.Status?.LastSwitch
            ? new Say(EventType.Normal, Reasons.FailoverCompleted, $"the VIP moved from {from.PodName} to {to.Name}: promoted {last.PromoteMs} ms after the loss was seen, routed {last.RouteMs} ms later")
            : new Say(EventType.Warning, Reasons.VipMoved, $"the VIP led to {from.PodName}, which is not the master: it leads to {to.Name} again");
    }

    private static V1Condition? Refusal(RedisReplicationGroupStatus? status) => status?.Conditions?.FirstOrDefault(condition => Refusals.Reasons.Contains(condition.Reason));

    /// <summary>The sentinels need a second to agree on the new master: not worth two Events.</summary>
    private static bool HasJustHandedOver(GroupObservation observation, RedisReplicationGroupStatus status) =>
        status.LastSwitch is { Kind: SwitchKind.Switchover, Outcome: SwitchOutcome.Completed } last && Timestamp.Parse(last.CompletedAt) is { } at && observation.Now - at < TimeSpan.FromSeconds(5);

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
