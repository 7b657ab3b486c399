using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The one way in which the operator asks for a failover.</summary>
public static partial class Rules
{
    /// <summary>An automatic failover that is about to begin gets this long after downAfter to begin (reference section 2: not within [downAfter, +1 s]).</summary>
    private static readonly TimeSpan ElectionGrace = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// Asks one sentinel, and always the same one while the world stays the same. Sentinel prefers by priority, then by offsets that may be a
    /// second old: when not every candidate is good enough, the others are made ineligible first and the order waits until that sentinel has seen it.
    /// </summary>
    private static Decision FailOverTo(GroupFacts facts, ImmutableArray<PodObservation> good, string reason, string message)
    {
        var sentinel = facts.Opinions.FirstOrDefault(pod => pod != facts.Named && pod.Monitor!.Address == facts.Newest!.Address);
        if (sentinel is null)
        {
            return new Decision.Wait(Later, reason, $"{message}; no sentinel can be asked to fail over");
        }
        if (facts.Opinions.Any(pod => pod.Monitor!.DownFor is { } down && down < ElectionGrace))
        {
            return new Decision.Wait(Soon, reason, $"{message}; sentinels have just seen it too and may begin by themselves");
        }
        var spoilers = facts.Pods.Where(pod => pod != facts.Named && !good.Contains(pod) && pod.Answer is not null && IsKnown(sentinel, pod)).ToImmutableArray();
        if (spoilers.Any(pod => pod.Answer!.Priority != 0))
        {
            return new Decision.Steer(spoilers, reason, $"{message}; only {Names(good)} may be selected");
        }
        if (spoilers.Any(pod => PriorityAt(sentinel, pod) != 0))
        {
            return new Decision.Wait(Soon, reason, $"{message}; the sentinel of {sentinel.Name} has not seen yet that only {Names(good)} may be selected");
        }
        return new Decision.StartFailover(facts.Named, sentinel, reason, message);
    }

    private static bool IsKnown(PodObservation sentinel, PodObservation pod) => sentinel.Monitor!.Replicas.Any(replica => replica.Address == pod.Address);

    private static int? PriorityAt(PodObservation sentinel, PodObservation pod) =>
        sentinel.Monitor!.Replicas.FirstOrDefault(replica => replica.Address == pod.Address)?.Priority;
}
