using System.Collections.Concurrent;
using k8s;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups;

/// <summary>
/// A standby routes too, so that losing the leader together with a master costs nothing; but it gives the leader a moment, because of two that write at the same
/// time one is refused and has to begin its pass anew. It remembers only since when there has been something to do.
/// </summary>
public sealed class StandbyCourtesy(TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentDictionary<NamespacedName, long> _since = new();

    /// <summary>Zero when the plan may be carried out now, otherwise how long to wait; the plan's own time when there is nothing to do.</summary>
    public TimeSpan Wait(NamespacedName group, GroupPlan plan)
    {
        if (plan.Stages.IsEmpty)
        {
            _since.TryRemove(group, out _);
            return plan.Again;
        }
        var waited = time.GetElapsedTime(_since.GetOrAdd(group, _ => time.GetTimestamp()));
        return waited >= Moment ? TimeSpan.Zero : Moment - waited;
    }
}
