using System.Diagnostics.CodeAnalysis;

namespace k8s.Queue;

/// <summary>Keys with a due time, one per key: the earliest asked for. Not thread safe. An entry of the heap that the map does not confirm is stale.</summary>
internal sealed class DelayedKeys<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, long> _due = [];
    private readonly PriorityQueue<TKey, long> _heap = new();

    public int Count => _due.Count;

    public long? NextDue
    {
        get
        {
            DropStale();
            return _heap.TryPeek(out _, out var due) ? due : null;
        }
    }

    /// <summary>False when the key already waits for the same or an earlier time.</summary>
    public bool Add(TKey key, long due)
    {
        if (_due.TryGetValue(key, out var known) && known <= due)
        {
            return false;
        }

        _due[key] = due;
        _heap.Enqueue(key, due);
        return true;
    }

    public bool TryTakeDue(long now, [MaybeNullWhen(false)] out TKey key)
    {
        DropStale();
        if (!_heap.TryPeek(out key, out var due) || due > now)
        {
            key = default;
            return false;
        }

        _heap.Dequeue();
        _due.Remove(key);
        return true;
    }

    private void DropStale()
    {
        while (_heap.TryPeek(out var key, out var due) && (!_due.TryGetValue(key, out var known) || known != due))
        {
            _heap.Dequeue();
        }
    }
}
