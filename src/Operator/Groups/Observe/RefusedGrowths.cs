using System.Collections.Concurrent;
using k8s;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>A size that the API server did not let a group's volumes grow to.</summary>
public sealed record RefusedGrowth(string Size, string Message, DateTimeOffset At);

/// <summary>What was refused is asked for again after a while, not in every pass. A restarted operator asks at once.</summary>
public sealed class RefusedGrowths
{
    private readonly ConcurrentDictionary<NamespacedName, RefusedGrowth> _groups = new();

    public RefusedGrowth? Of(NamespacedName group) => _groups.GetValueOrDefault(group);

    public void Note(NamespacedName group, RefusedGrowth refused) => _groups[group] = refused;

    public void Forget(NamespacedName group) => _groups.TryRemove(group, out _);
}
