using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

/// <summary>The objects of one kind, its recent changes and its watchers. Guarded by the store's lock.</summary>
internal sealed class Shelf(int historyLimit)
{
    private readonly Queue<StoreEvent> _history = new();
    private readonly List<StoreSubscription> _subscriptions = [];

    /// <summary>The newest change that is no longer remembered; a watch from before it cannot be gapless.</summary>
    private long _forgotten;

    public SortedDictionary<(string Namespace, string Name), JsonObject> Objects { get; } = new(OrdinalOrder.Instance);

    public void Record(StoreEvent change)
    {
        _history.Enqueue(change);
        if (_history.Count > historyLimit)
        {
            _forgotten = _history.Dequeue().ResourceVersion;
        }

        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(change);
        }
    }

    public void Subscribe(StoreSubscription subscription, long since)
    {
        if (since < _forgotten)
        {
            throw StatusException.Expired(since, _forgotten);
        }

        foreach (var change in _history)
        {
            if (change.ResourceVersion > since)
            {
                subscription.Offer(change);
            }
        }

        _subscriptions.Add(subscription);
    }

    public void Unsubscribe(StoreSubscription subscription) => _subscriptions.Remove(subscription);

    private sealed class OrdinalOrder : IComparer<(string Namespace, string Name)>
    {
        public static readonly OrdinalOrder Instance = new();

        public int Compare((string Namespace, string Name) x, (string Namespace, string Name) y)
        {
            var byNamespace = string.CompareOrdinal(x.Namespace, y.Namespace);
            return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.Name, y.Name);
        }
    }
}
