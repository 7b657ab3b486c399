using k8s.Models;

namespace KubeOps.Abstractions.Events;

/// <summary>What makes two Events the same.</summary>
internal readonly record struct EventKey(string Object, string Reason, string Message, EventType Type);

/// <summary>An Event that was told lately; Name is null until it is created. Gate guards the rest.</summary>
internal sealed class RecentEvent
{
    public SemaphoreSlim Gate { get; } = new(1);

    public string? Name { get; set; }

    public string? Namespace { get; set; }

    public int Count { get; set; }

    public long BeganAt { get; set; }
}

/// <summary>The Events of the last window, at most so many: beyond that the oldest are forgotten, which costs a count and nothing else.</summary>
internal sealed class RecentEvents(TimeProvider time, TimeSpan window, int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EventKey, RecentEvent> _events = [];
    private readonly Queue<EventKey> _order = new();

    public RecentEvent Of(EventKey key)
    {
        lock (_gate)
        {
            if (_events.TryGetValue(key, out var known))
            {
                return known;
            }

            while (_events.Count >= capacity && _order.TryDequeue(out var oldest))
            {
                _events.Remove(oldest);
            }

            _order.Enqueue(key);
            return _events[key] = new RecentEvent();
        }
    }

    public bool IsCurrent(RecentEvent recent) => recent.Name is not null && time.GetElapsedTime(recent.BeganAt) < window;

    public void Created(RecentEvent recent, V1ObjectMeta metadata)
    {
        recent.Name = metadata.Name;
        recent.Namespace = metadata.NamespaceProperty;
        recent.Count = 1;
        recent.BeganAt = time.GetTimestamp();
    }
}
