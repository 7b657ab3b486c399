using System.Collections.Concurrent;
using k8s;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups;

/// <summary>
/// One missed answer is no news: a busy machine makes everybody late once in a while, and a status that flaps wakes people. It remembers only since when a
/// group has not been heard in full; nothing but what people read waits for it.
/// </summary>
public sealed class MissedAnswers(TimeProvider time)
{
    private static readonly TimeSpan NoNews = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<NamespacedName, long> _since = new();

    /// <summary>A pod of the group did not answer, and all did a moment ago.</summary>
    public bool IsFirst(NamespacedName group, GroupObservation observation)
    {
        if (!observation.Pods.Any(pod => pod.Redis is RedisView.Silent || (pod.Sentinel is SentinelView.Silent && pod.Pod is not null)))
        {
            _since.TryRemove(group, out _);
            return false;
        }
        return time.GetElapsedTime(_since.GetOrAdd(group, _ => time.GetTimestamp())) < NoNews;
    }

    public void Forget(NamespacedName group) => _since.TryRemove(group, out _);
}
