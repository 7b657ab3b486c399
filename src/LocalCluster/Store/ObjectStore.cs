using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

/// <summary>
/// All objects of the cluster, in memory: one lock, one resourceVersion counter, a bounded history per kind for watches.
/// Objects handed out are shared snapshots: never change one, DeepClone it first.
/// </summary>
public sealed class ObjectStore(int historyLimit = 500)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shelf> _shelves = [];

    // Not 0: "0" means "any version" to clients.
    private long _resourceVersion = 1;

    public long ResourceVersion
    {
        get
        {
            lock (_gate)
            {
                return _resourceVersion;
            }
        }
    }

    /// <summary>Runs <paramref name="work"/> while nobody else can read or write. The store may be used inside.</summary>
    public T Atomically<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }

    public JsonObject? Get(ObjectKey key)
    {
        lock (_gate)
        {
            return ShelfOf(key.Type).Objects.GetValueOrDefault(Slot(key));
        }
    }

    /// <summary>Objects in order of namespace and name, with the resourceVersion to watch from.</summary>
    public (IReadOnlyList<JsonObject> Items, long ResourceVersion) List(ResourceType type, string? ns = null)
    {
        lock (_gate)
        {
            var objects = ShelfOf(type).Objects;
            JsonObject[] items = ns is null ? [.. objects.Values] : [.. objects.Where(pair => pair.Key.Namespace == ns).Select(pair => pair.Value)];
            return (items, _resourceVersion);
        }
    }

    /// <summary>Throws AlreadyExists. Returns the stored object.</summary>
    public JsonObject Create(ObjectKey key, JsonObject value)
    {
        lock (_gate)
        {
            var shelf = ShelfOf(key.Type);
            if (shelf.Objects.ContainsKey(Slot(key)))
            {
                throw StatusException.AlreadyExists(key);
            }

            var stored = Stamp(value);
            shelf.Objects.Add(Slot(key), stored);
            shelf.Record(new StoreEvent(StoreEventType.Added, stored, null, _resourceVersion));
            return stored;
        }
    }

    /// <summary>
    /// <paramref name="change"/> gets a private copy and returns the new object, or null for no change; it runs under the store's lock.
    /// A result equal to what is there is no write. Throws NotFound. Returns what is stored afterwards.
    /// </summary>
    public JsonObject Update(ObjectKey key, Func<JsonObject, JsonObject?> change)
    {
        lock (_gate)
        {
            var old = Get(key) ?? throw StatusException.NotFound(key);
            var changed = change((JsonObject)old.DeepClone());
            if (changed is null)
            {
                return old;
            }

            changed.Metadata()["resourceVersion"] = old.ResourceVersion();
            changed = Canonical.Copy(changed);
            if (JsonNode.DeepEquals(old, changed))
            {
                return old;
            }

            var stored = Stamp(changed);
            var shelf = ShelfOf(key.Type);
            shelf.Objects[Slot(key)] = stored;
            shelf.Record(new StoreEvent(StoreEventType.Modified, stored, old, _resourceVersion));
            return stored;
        }
    }

    /// <summary>Returns the removed object as the Deleted event shows it, or null when there was none.</summary>
    public JsonObject? Remove(ObjectKey key)
    {
        lock (_gate)
        {
            var shelf = ShelfOf(key.Type);
            if (!shelf.Objects.Remove(Slot(key), out var old))
            {
                return null;
            }

            var last = Stamp(old);
            shelf.Record(new StoreEvent(StoreEventType.Deleted, last, old, _resourceVersion));
            return last;
        }
    }

    /// <summary>Every change after <paramref name="since"/>, without a gap. Throws Expired (410) when that is no longer possible. Ends when cancelled.</summary>
    public async IAsyncEnumerable<StoreEvent> WatchAsync(
        ResourceType type, string? ns, long since, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = Subscribe(type, ns, since);
        await foreach (var item in subscription.Items.ReadAllAsync(cancellationToken))
        {
            if (item.Event is { } change)
            {
                yield return change;
            }
        }
    }

    internal StoreSubscription Subscribe(ResourceType type, string? ns, long since)
    {
        lock (_gate)
        {
            var shelf = ShelfOf(type);
            var subscription = new StoreSubscription(ns, Unsubscribe, Bookmark);
            if (since > _resourceVersion)
            {
                // A version from a store that is gone: the client has to list anew.
                throw StatusException.Expired(since, _resourceVersion);
            }

            shelf.Subscribe(subscription, since);
            return subscription;

            void Unsubscribe(StoreSubscription which)
            {
                lock (_gate)
                {
                    shelf.Unsubscribe(which);
                }
            }
        }
    }

    private static (string Namespace, string Name) Slot(ObjectKey key) => (key.Namespace ?? "", key.Name);

    private void Bookmark(StoreSubscription subscription)
    {
        lock (_gate)
        {
            subscription.OfferBookmark(_resourceVersion);
        }
    }

    private JsonObject Stamp(JsonObject value)
    {
        _resourceVersion++;
        var stored = Canonical.Copy(value);
        stored.Metadata()["resourceVersion"] = Canonical.Text(_resourceVersion.ToString());
        return stored;
    }

    private Shelf ShelfOf(ResourceType type)
    {
        if (!_shelves.TryGetValue(type.QualifiedPlural, out var shelf))
        {
            _shelves[type.QualifiedPlural] = shelf = new Shelf(historyLimit);
        }

        return shelf;
    }
}
