using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store.Admission;
using RedisOperator.LocalCluster.Store.Identity;

namespace RedisOperator.LocalCluster.Store;

/// <summary>
/// The cluster's objects with the API's rules: names, uids, generations, defaults, schemas, address allocation, finalizers, graceful deletion.
/// REST and controllers both write through it. Every method throws <see cref="StatusException"/> for what the API refuses; all are safe on any thread.
/// Objects handed out are shared snapshots: never change one, DeepClone it first.
/// </summary>
public sealed partial class Registry
{
    private readonly ObjectStore _store;
    private readonly TimeProvider _time;
    private readonly GeneratedNames _names;
    private readonly CustomKinds _customKinds = new();
    private readonly ServiceAddresses _serviceAddresses = new();

    private readonly TimeSpan _stay;

    /// <param name="stay">How long pods stay on a node that is gone, unless they say otherwise (Kubernetes: five minutes).</param>
    public Registry(TimeProvider time, Random random, ObjectStore? store = null, TimeSpan? stay = null)
    {
        _stay = stay ?? TimeSpan.FromMinutes(5);
        _time = time;
        _store = store ?? new ObjectStore();
        _names = new GeneratedNames(random);
        Tokens = new ServiceAccountTokens(time);
        FirstObjects.Create(this);
    }

    /// <summary>What is served; changes when CustomResourceDefinitions come and go.</summary>
    public ResourceTypes Types { get; } = new();

    public ServiceAccountTokens Tokens { get; }

    public long ResourceVersion => _store.ResourceVersion;

    internal CustomKinds CustomKinds => _customKinds;

    public JsonObject? Get(ObjectKey key) => _store.Get(key);

    /// <summary>In order of namespace and name, with the resourceVersion to watch from.</summary>
    public (IReadOnlyList<JsonObject> Items, long ResourceVersion) List(ResourceType type, string? ns = null) => _store.List(type, ns);

    /// <summary>Every change after <paramref name="since"/> (the resourceVersion of a list), without a gap; Expired (410) when that is too long ago.</summary>
    public IAsyncEnumerable<StoreEvent> WatchAsync(ResourceType type, string? ns, long since, CancellationToken cancellationToken = default) =>
        _store.WatchAsync(type, ns, since, cancellationToken);

    /// <summary>Runs several reads and writes as one: nobody sees the state in between.</summary>
    public T Atomically<T>(Func<T> work) => _store.Atomically(work);

    internal StoreSubscription Subscribe(ResourceType type, string? ns, long since) => _store.Subscribe(type, ns, since);

    private string Now() => Timestamps.Seconds(_time.GetUtcNow());
}
