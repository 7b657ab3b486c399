using System.Collections.Concurrent;
using k8s;
using k8s.Models;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>
/// What this process wrote and its store has not been told of yet. Without it a pass that follows a write within milliseconds would decide on what was before.
/// It only bridges the delay of a watch: nothing here outlives <see cref="Limit"/>.
/// </summary>
public sealed class OwnWrites<T>(TimeProvider time)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<NamespacedName, (T Object, long At)> _written = new();

    public void Note(T written) => _written[NamespacedName.Of(written)] = (written, time.GetTimestamp());

    /// <summary>The newer of what the store has and what was written.</summary>
    public T? Newest(NamespacedName name, T? stored)
    {
        if (!_written.TryGetValue(name, out var own))
        {
            return stored;
        }
        var arrived = stored is not null && (stored.Metadata.Uid != own.Object.Metadata.Uid || Version(stored) >= Version(own.Object));
        if (arrived || time.GetElapsedTime(own.At) > Limit)
        {
            _written.TryRemove(name, out _);
            return stored;
        }
        return own.Object;
    }

    /// <summary>A decimal number that only grows (Kubernetes API conventions, since 1.35 in writing; etcd's revision before).</summary>
    private static long Version(T obj) => long.TryParse(obj.Metadata.ResourceVersion, out var version) ? version : long.MaxValue;
}
