using System.Collections.Concurrent;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>What went wrong a moment ago. It saves time in the passes of a failover; no entry counts for longer than <paramref name="limit"/>, and a restarted operator does without.</summary>
internal sealed class RecentTrouble<TKey>(TimeSpan limit, TimeProvider time)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, long> _since = new();

    /// <summary>Begins the time anew only when it was over.</summary>
    public void Note(TKey key) => _since.AddOrUpdate(key, _ => time.GetTimestamp(), (_, since) => IsOver(since) ? time.GetTimestamp() : since);

    public void Forget(TKey key) => _since.TryRemove(key, out _);

    public bool Has(TKey key)
    {
        if (!_since.TryGetValue(key, out var since))
        {
            return false;
        }
        if (!IsOver(since))
        {
            return true;
        }
        _since.TryRemove(key, out _);
        return false;
    }

    private bool IsOver(long since) => time.GetElapsedTime(since) >= limit;
}
