using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The one way in which the operator asks for a failover.</summary>
public static partial class Rules
{
    /// <summary>An automatic failover that is about to begin gets this long after downAfter to begin (reference section 2: not within [downAfter, +1 s]).</summary>
    private static readonly TimeSpan ElectionGrace = TimeSpan.FromSeconds(1.5);

    /// <summary>More than two PINGs of a sentinel without an answer: it sends one every second, and does not select what it has not heard for 5 s.</summary>
    private static readonly TimeSpan PongsMissed = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// Asks one sentinel, and always the same one while the world stays the same. Sentinel prefers by priority, then by offsets that may be a
    /// second old: when not every candidate is good enough, the others are made ineligible first and the order waits until that sentinel has seen it.
    /// </summary>
    private static Decision FailOverTo(GroupFacts facts, ImmutableArray<PodObservation> good, string reason, string message) =>
        MakeCertain(facts, good, null, reason, message, sentinel => new Decision.StartFailover(facts.Named, sentinel, reason, message));

    /// <summary>Goes on with <paramref name="then"/> when one sentinel can be asked, no other is at it, and only <paramref name="good"/> can be selected.</summary>
    private static Decision MakeCertain(
        GroupFacts facts, ImmutableArray<PodObservation> good, PodObservation? living, string reason, string message, Func<PodObservation, Decision> then)
    {
        var asked = Asked(facts);
        if (asked is { Pod: not null, Redis: not RedisView.Dead, Sentinel: SentinelView.Silent })
        {
            // It may be at it. A second sentinel that is asked would promote a second replica (reference, section 2).
            return new Decision.Wait(Soon, reason, $"{message}; the sentinel of {asked.Name} was asked to fail over and does not answer now", living);
        }
        var able = facts.Opinions.Where(pod => pod != facts.Named && pod.Monitor!.Address == facts.Newest!.Address).ToArray();
        // Rather one that does not share the fate of the pod that is to become master: what it has begun must reach the others.
        // One that does not reach that pod would refuse: after the pod was replaced its connection may still be on the way to the one before, for up to 15 s (Sentinel's
        // least time between two connections). One that was asked, answers, leads nothing and does not reach it has refused: then another one may be asked.
        var sentinel = able.FirstOrDefault(pod => pod == asked && (living is null || good.Any(one => Reaches(pod, one))))
            ?? able.Where(pod => good.Any(one => Reaches(pod, one))).OrderBy(good.Contains).FirstOrDefault()
            ?? able.OrderBy(good.Contains).FirstOrDefault();
        if (sentinel is null)
        {
            return new Decision.Wait(Later, reason, $"{message}; no sentinel can be asked to fail over", living);
        }
        if (facts.Opinions.Any(pod => pod.Monitor!.DownFor is { } down && down < ElectionGrace))
        {
            return new Decision.Wait(Soon, reason, $"{message}; sentinels have just seen it too and may begin by themselves", living);
        }
        if (!good.Any(pod => IsKnown(sentinel, pod)))
        {
            return new Decision.Wait(Later, reason, $"{message}; the sentinel of {sentinel.Name} does not know {Names(good)}", living);
        }
        if (living is not null && !good.Any(pod => Reaches(sentinel, pod)))
        {
            // The master lives: writes are not held back for an order that would be refused.
            return new Decision.Wait(Later, reason, $"{message}; the sentinel of {sentinel.Name} does not reach {Names(good)}", living);
        }
        if (!facts.SentinelsAreStuck && facts.RedisPods.FirstOrDefault(pod => pod.Redis is RedisView.Silent && pod != facts.Named && MaySelect(sentinel, pod)) is { } silent)
        {
            // It cannot be told that it is not meant, and the sentinel may well see it.
            return new Decision.Wait(Soon, reason, $"{message}; {silent.Name} does not answer, and the sentinel of {sentinel.Name} might select it", living);
        }
        var spoilers = facts.Pods.Where(pod => pod != facts.Named && !good.Contains(pod) && pod.Answer is not null && IsKnown(sentinel, pod)).ToImmutableArray();
        if (spoilers.Any(pod => pod.Answer!.Priority != 0) || good.Any(pod => pod.Answer!.Priority == 0))
        {
            return new Decision.Steer(spoilers, good, living, reason, $"{message}; only {Names(good)} may be selected");
        }
        if (spoilers.Any(pod => PriorityAt(sentinel, pod) != 0) || good.All(pod => PriorityAt(sentinel, pod) == 0))
        {
            return new Decision.Wait(Soon, reason, $"{message}; the sentinel of {sentinel.Name} has not seen yet that only {Names(good)} may be selected", living);
        }
        return then(sentinel);
    }

    /// <summary>The pod whose sentinel was asked by a switch that is still open, for as long as that could take.</summary>
    private static PodObservation? Asked(GroupFacts facts)
    {
        var group = facts.Observation.Group;
        return group.Status?.LastSwitch is { CompletedAt: null } open
            && DateTimeOffset.TryParse(open.StartedAt, out var startedAt)
            && facts.Observation.Now - startedAt < group.Spec.FailoverTimeout()
            ? facts.Observation.PodNamed(open.Sentinel)
            : null;
    }

    private static bool IsKnown(PodObservation sentinel, PodObservation pod) => sentinel.Monitor!.Replicas.Any(replica => replica.Address == pod.Address);

    private static bool Reaches(PodObservation sentinel, PodObservation pod) =>
        sentinel.Monitor!.Replicas.Any(replica => replica.Address == pod.Address && !replica.IsDown && !(replica.LastPongAge > PongsMissed));

    private static bool MaySelect(PodObservation sentinel, PodObservation pod) =>
        sentinel.Monitor!.Replicas.Any(replica => replica.Address == pod.Address && !replica.IsDown && replica.Priority != 0);

    private static int? PriorityAt(PodObservation sentinel, PodObservation pod) =>
        sentinel.Monitor!.Replicas.FirstOrDefault(replica => replica.Address == pod.Address)?.Priority;
}
