using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>The memory of a switch: begun by the pass that asks for it, completed by the pass that routes, also when those are passes of two different operators.</summary>
public static class LastSwitch
{
    public const string Failover = "Failover";
    public const string ColdStart = "ColdStart";

    /// <summary>An older loss of connection is of another story: CLIENT KILL, or a promotion.</summary>
    private static readonly TimeSpan LossIsRecent = TimeSpan.FromSeconds(10);

    /// <summary>What <c>status.lastSwitch</c> is after this pass.</summary>
    public static LastSwitchStatus? After(GroupFacts facts, Decision decision, ApplyResult result)
    {
        var last = facts.Observation.Group.Status?.LastSwitch;
        var open = last is { CompletedAt: null } ? last : null;
        switch (decision)
        {
            case Decision.StartFailover start:
                return open is not null ? With(open, sentinel: start.Sentinel.Name) : Begin(facts, Failover, decision.Reason, start.Sentinel.Name);
            case Decision.Steer:
                return open ?? Begin(facts, Failover, decision.Reason, null);
            case Decision.ColdStart cold when facts.Recorded is not null:
                return With(open ?? Begin(facts, ColdStart, decision.Reason, null), to: cold.Pod.Name);
            case Decision.Adopt or Decision.FinishFailover when open is null && facts.Routed is null && (facts.Recorded is null || facts.Recorded == decision.Master):
                return last;
            case Decision.Adopt or Decision.FinishFailover:
                return Routed(open ?? Begin(facts, Failover, decision.Reason, null), decision.Master!, facts, result);
            case Decision.Keep keep when open is not null:
                return Complete(With(open, to: keep.Pod.Name), null, facts.Observation.Now);
            default:
                return last;
        }
    }

    public static bool CompletesFailover(LastSwitchStatus? before, LastSwitchStatus? after) =>
        after is { Kind: Failover, CompletedAt: not null } && after.To != after.From && before?.CompletedAt != after.CompletedAt;

    private static LastSwitchStatus Begin(GroupFacts facts, string kind, string reason, string? sentinel)
    {
        var now = facts.Observation.Now;
        var lostAt = facts.Observation.MasterLostAt;
        return new LastSwitchStatus
        {
            Kind = kind,
            Reason = reason,
            From = (facts.Routed ?? facts.Named ?? facts.Recorded)?.Name,
            Sentinel = sentinel,
            StartedAt = Timestamp.Of(now),
            DetectMs = lostAt is { } lost && lost <= now && now - lost < LossIsRecent ? (long)(now - lost).TotalMilliseconds : null,
        };
    }

    private static LastSwitchStatus Routed(LastSwitchStatus open, PodObservation to, GroupFacts facts, ApplyResult result)
    {
        var promotedAt = result.PromotedAt ?? facts.Observation.Now;
        var promoted = With(open, to: to.Name);
        promoted.PromoteMs ??= Since(Timestamp.Parse(open.StartedAt), promotedAt);
        return result.RoutedAt is { } routedAt ? Complete(promoted, promotedAt, routedAt) : promoted;
    }

    private static LastSwitchStatus Complete(LastSwitchStatus open, DateTimeOffset? promotedAt, DateTimeOffset at)
    {
        open.CompletedAt = Timestamp.Of(at);
        open.RouteMs ??= Since(promotedAt, at);
        open.TotalMs = Since(Timestamp.Parse(open.StartedAt), at) + (open.DetectMs ?? 0);
        return open;
    }

    private static LastSwitchStatus With(LastSwitchStatus from, string? to = null, string? sentinel = null) => new()
    {
        Kind = from.Kind,
        Reason = from.Reason,
        From = from.From,
        To = to ?? from.To,
        Sentinel = sentinel ?? from.Sentinel,
        StartedAt = from.StartedAt,
        CompletedAt = from.CompletedAt,
        DetectMs = from.DetectMs,
        PromoteMs = from.PromoteMs,
        RouteMs = from.RouteMs,
        TotalMs = from.TotalMs,
    };

    private static long? Since(DateTimeOffset? from, DateTimeOffset to) => from is { } start ? Math.Max(0, (long)(to - start).TotalMilliseconds) : null;
}
