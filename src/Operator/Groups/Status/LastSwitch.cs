using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>The memory of a switch: begun by the pass that asks for it, completed by the pass that routes, also when those are passes of two different operators.</summary>
public static class LastSwitch
{
    /// <summary>An older loss of connection is of another story: CLIENT KILL, or a promotion.</summary>
    private static readonly TimeSpan LossIsRecent = TimeSpan.FromSeconds(10);

    /// <summary>What <c>status.lastSwitch</c> is after this pass.</summary>
    public static LastSwitchStatus? After(GroupFacts facts, Decision decision, ApplyResult result)
    {
        var last = facts.Observation.Group.Status?.LastSwitch;
        var open = last is { CompletedAt: null } ? last : null;
        return decision switch
        {
            Decision.StartFailover start => Failing(facts, open, decision.Reason) with { Sentinel = start.Sentinel.Name },
            Decision.Steer { Living: null } => Failing(facts, open, decision.Reason),
            Decision.HandOver hand => HandedOver(open ?? Begin(facts, SwitchKind.Switchover, decision.Reason), hand, result),
            Decision.ColdStart cold when facts.Recorded is not null => (open ?? Begin(facts, SwitchKind.ColdStart, decision.Reason)) with { To = cold.Pod.Name },
            // The first route of a group, or one that somebody else had changed: the master is who it was.
            Decision.Adopt or Decision.FinishFailover when open is null && (facts.Recorded == decision.Master || (facts.Routed is null && facts.Recorded is null)) => last,
            Decision.Adopt or Decision.FinishFailover => Routed(open is null || IsOvertaken(facts, open) ? Begin(facts, SwitchKind.Failover, decision.Reason) : open, decision.Master!, facts, result),
            Decision.Keep keep => Kept(facts, keep, last, open),
            _ => last,
        };
    }

    public static bool CompletesFailover(LastSwitchStatus? before, LastSwitchStatus? after) =>
        after is { Kind: SwitchKind.Failover, CompletedAt: not null } && after.To != after.From && before?.CompletedAt != after.CompletedAt;

    private static LastSwitchStatus? Kept(GroupFacts facts, Decision.Keep keep, LastSwitchStatus? last, LastSwitchStatus? open)
    {
        var now = facts.Observation.Now;
        if (keep.Accepted is { } wish)
        {
            return Begin(facts, SwitchKind.Switchover, wish.Reason) with { Wish = wish.Wish };
        }
        if (keep.Refusal is { } refusal)
        {
            return Failed(open ?? Begin(facts, SwitchKind.Switchover, Reasons.SwitchoverRequested) with { Wish = facts.Request }, keep.Pod, refusal, now);
        }
        if (open is { Kind: SwitchKind.Switchover } && open.From == keep.Pod.Name)
        {
            return Failed(open, keep.Pod, "what it was for has passed", now);
        }
        if (open is not null)
        {
            return Complete(open with { To = keep.Pod.Name }, null, now);
        }
        // Somebody else moved the VIP: another operator before it died.
        return facts.Recorded is { } recorded && recorded != keep.Pod
            ? Complete(Begin(facts, SwitchKind.Failover, keep.Reason) with { From = recorded.Name, To = keep.Pod.Name }, null, now)
            : last;
    }

    /// <summary>The master died before it could hand over, and Sentinel was quicker.</summary>
    private static bool IsOvertaken(GroupFacts facts, LastSwitchStatus open) =>
        open.Kind == SwitchKind.Switchover && facts.Observation.PodNamed(open.From) is null or { Redis: RedisView.Dead } or { IsHeld: true };

    /// <summary>A planned switch whose master dies becomes a failover.</summary>
    private static LastSwitchStatus Failing(GroupFacts facts, LastSwitchStatus? open, string reason) =>
        open is null or { Kind: SwitchKind.Switchover } ? Begin(facts, SwitchKind.Failover, reason) : open;

    private static LastSwitchStatus Begin(GroupFacts facts, string kind, string reason)
    {
        var now = facts.Observation.Now;
        var lostAt = kind == SwitchKind.Failover ? facts.Observation.MasterLostAt : null;
        return new LastSwitchStatus
        {
            Kind = kind,
            Reason = reason,
            From = (facts.Routed ?? facts.Named ?? facts.Recorded)?.Name,
            StartedAt = Timestamp.Of(now),
            DetectMs = lostAt is { } lost && lost <= now && now - lost < LossIsRecent ? (long)(now - lost).TotalMilliseconds : null,
        };
    }

    private static LastSwitchStatus HandedOver(LastSwitchStatus open, Decision.HandOver hand, ApplyResult result)
    {
        var asked = open with { Sentinel = hand.Sentinel.Name };
        if (result.PromotedAt is not { } promotedAt || result.PausedAt is not { } pausedAt)
        {
            return asked;
        }
        // From here on nothing that was acknowledged can be missing: the replica had all of it when it was promoted.
        var promoted = asked with { To = hand.Pod.Name, PromoteMs = Since(pausedAt, promotedAt), LostBytes = 0 };
        return result.RoutedAt is { } routedAt
            ? Complete(promoted, promotedAt, routedAt) with { PausedMs = Since(pausedAt, routedAt) }
            : promoted;
    }

    private static LastSwitchStatus Routed(LastSwitchStatus open, PodObservation to, GroupFacts facts, ApplyResult result)
    {
        var promotedAt = result.PromotedAt ?? facts.Observation.Now;
        var promoted = open with { To = to.Name, PromoteMs = open.PromoteMs ?? Since(Timestamp.Parse(open.StartedAt), promotedAt) };
        return result.RoutedAt is { } routedAt ? Complete(promoted, promotedAt, routedAt) : promoted;
    }

    private static LastSwitchStatus Complete(LastSwitchStatus open, DateTimeOffset? promotedAt, DateTimeOffset at) => open with
    {
        CompletedAt = Timestamp.Of(at),
        Outcome = SwitchOutcome.Completed,
        RouteMs = open.RouteMs ?? Since(promotedAt, at),
        TotalMs = Since(Timestamp.Parse(open.StartedAt), at) + (open.DetectMs ?? 0),
    };

    private static LastSwitchStatus Failed(LastSwitchStatus open, PodObservation master, string message, DateTimeOffset at) => open with
    {
        To = master.Name,
        CompletedAt = Timestamp.Of(at),
        Outcome = SwitchOutcome.Failed,
        Message = message,
        TotalMs = Since(Timestamp.Parse(open.StartedAt), at),
    };

    private static long? Since(DateTimeOffset? from, DateTimeOffset to) => from is { } start ? Math.Max(0, (long)(to - start).TotalMilliseconds) : null;
}
