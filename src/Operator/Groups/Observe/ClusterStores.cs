using System.Collections.Immutable;
using k8s;
using k8s.Informers;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>The operator's copies of the cluster: groups, and of everything else only what carries the operator's own label.</summary>
public sealed class ClusterStores
{
    private readonly List<(Func<CancellationToken, Task> Run, Func<CancellationToken, Task> Synced)> _informers = [];

    private const string GroupIndex = "group";

    private readonly OwnWrites<RedisReplicationGroup> _ownGroups;
    private readonly OwnWrites<V1EndpointSlice> _ownSlices;
    private readonly IStore<RedisReplicationGroup> _groups;
    private readonly IStore<V1Secret> _secrets;
    private readonly IStore<V1ConfigMap> _configMaps;
    private readonly IStore<V1StatefulSet> _statefulSets;
    private readonly IStore<V1ServiceAccount> _serviceAccounts;
    private readonly IStore<V1PodDisruptionBudget> _disruptionBudgets;
    private readonly IStore<V1NetworkPolicy> _networkPolicies;
    private readonly IStore<V1Service> _services;
    private readonly IStore<V1EndpointSlice> _slices;
    private readonly IStore<V1PersistentVolumeClaim> _claims;
    private readonly IStore<V1Node>? _nodes;

    /// <param name="client">The API server.</param>
    /// <param name="namespaces">The namespaces to watch; none means all. Each has informers of its own, because a Role lets nobody list across namespaces.</param>
    /// <param name="watchNodes">Whether a node that is cordoned is noticed; needs a right that is not in any namespace.</param>
    /// <param name="changed">Told the key of a group of which anything changed.</param>
    /// <param name="groups">Groups whose status this process has just written.</param>
    /// <param name="slices">Routes that this process has just written.</param>
    /// <param name="time">Clock of the informers.</param>
    /// <param name="logging">Where the informers log.</param>
    public ClusterStores(IKubernetes client, IReadOnlyCollection<string> namespaces, bool watchNodes, Action<NamespacedName> changed, OwnWrites<RedisReplicationGroup> groups, OwnWrites<V1EndpointSlice> slices, TimeProvider time, ILoggerFactory logging)
    {
        _ownGroups = groups;
        _ownSlices = slices;
        var ours = new ListOptions { LabelSelector = $"{Labels.ManagedBy}={Labels.ManagedByValue}" };
        _groups = Add<RedisReplicationGroup>(null, group => NamespacedName.Of(group));
        Pods = Add<V1Pod>(ours, GroupOf);
        _secrets = Add<V1Secret>(ours, GroupOf);
        _configMaps = Add<V1ConfigMap>(ours, GroupOf);
        _statefulSets = Add<V1StatefulSet>(ours, GroupOf);
        _serviceAccounts = Add<V1ServiceAccount>(ours, GroupOf);
        _disruptionBudgets = Add<V1PodDisruptionBudget>(ours, GroupOf);
        _networkPolicies = Add<V1NetworkPolicy>(ours, GroupOf);
        _services = Add<V1Service>(ours, GroupOf);
        _slices = Add<V1EndpointSlice>(ours, GroupOf);
        // A claim template carries the selector's labels, which do not say who manages it.
        _claims = Add<V1PersistentVolumeClaim>(new ListOptions { LabelSelector = Labels.Group }, GroupOf);
        _nodes = watchNodes ? AddNodes() : null;

        IStore<V1Node> AddNodes()
        {
            var informer = new Informer<V1Node>(client, null, null, new InformerOptions<V1Node> { Time = time, Logging = logging });
            informer.Changed += change =>
            {
                // A node changes with every heartbeat of its kubelet; only what is about to be emptied is of interest.
                if (change.Object.Spec?.Unschedulable == true)
                {
                    foreach (var key in Pods!.List().Where(pod => pod.Spec?.NodeName == change.Object.Metadata.Name).Select(GroupOf).OfType<NamespacedName>().Distinct())
                    {
                        changed(key);
                    }
                }
            };
            _informers.Add((informer.RunAsync, informer.WaitForSyncAsync));
            return informer.Store;
        }

        IStore<T> Add<T>(ListOptions? selection, Func<T, NamespacedName?> keyOf)
            where T : class, IKubernetesObject<V1ObjectMeta> =>
            namespaces.Count == 0
                ? AddIn(null, selection, keyOf)
                : new NamespacedStore<T>(namespaces.ToDictionary(ns => ns, ns => AddIn(ns, selection, keyOf), StringComparer.Ordinal));

        IStore<T> AddIn<T>(string? ns, ListOptions? selection, Func<T, NamespacedName?> keyOf)
            where T : class, IKubernetesObject<V1ObjectMeta>
        {
            var informer = new Informer<T>(client, ns, selection, new InformerOptions<T> { Time = time, Logging = logging });
            informer.AddIndex(GroupIndex, obj => keyOf(obj) is { } key ? [key.ToString()] : []);
            informer.Changed += change =>
            {
                if (keyOf(change.Object) is { } key)
                {
                    changed(key);
                }
            };
            _informers.Add((informer.RunAsync, informer.WaitForSyncAsync));
            return informer.Store;
        }
    }

    public IStore<V1Pod> Pods { get; }

    /// <summary>The node takes no pods any more; false where nodes are not watched.</summary>
    public bool IsCordoned(string? node) => node is not null && _nodes?.Get("", node)?.Spec?.Unschedulable == true;

    /// <summary>Every group there is.</summary>
    public IEnumerable<NamespacedName> Keys => _groups.List().Select(NamespacedName.Of);

    /// <summary>Runs until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(_informers.Select(informer => informer.Run(ct)));

    /// <summary>Every store has its first list.</summary>
    public Task WaitForSyncAsync(CancellationToken ct) => Task.WhenAll(_informers.Select(informer => informer.Synced(ct)));

    /// <summary>Null when there is no such group.</summary>
    public RedisReplicationGroup? Group(NamespacedName group) =>
        _groups.Get(group) is { } stored ? _ownGroups.Newest(group, stored) : null;

    public IReadOnlyList<V1Pod> PodsOf(NamespacedName group) => Pods.ByIndex(GroupIndex, group.ToString());

    public OwnedObjects OwnedBy(NamespacedName group)
    {
        var names = new GroupNames(group.Namespace, group.Name);
        var slice = _ownSlices.Newest(new NamespacedName(group.Namespace, names.VipSlice), _slices.Get(group.Namespace, names.VipSlice));
        return new OwnedObjects
        {
            Auth = _secrets.Get(group.Namespace, names.Auth),
            Config = _configMaps.Get(group.Namespace, names.Config),
            StatefulSet = _statefulSets.Get(group.Namespace, names.StatefulSet),
            Arbiter = _statefulSets.Get(group.Namespace, names.ArbiterSet),
            ServiceAccount = _serviceAccounts.Get(group.Namespace, names.ServiceAccount),
            DisruptionBudget = _disruptionBudgets.Get(group.Namespace, names.Pdb),
            NetworkPolicy = _networkPolicies.Get(group.Namespace, names.NetworkPolicy),
            Services = _services.ByIndex(GroupIndex, group.ToString()).ToImmutableDictionary(service => service.Metadata.Name!),
            Slice = slice,
            Claims = _claims.ByIndex(GroupIndex, group.ToString()).ToImmutableDictionary(claim => claim.Metadata.Name!),
            Route = RouteOf(slice) ?? RouteByLabel(group),
        };
    }

    private static NamespacedName? GroupOf<T>(T obj)
        where T : IKubernetesObject<V1ObjectMeta> =>
        obj.Metadata.Labels is { } labels && labels.TryGetValue(Labels.Group, out var name) ? new NamespacedName(obj.Metadata.NamespaceProperty ?? "", name) : null;

    private static Route? RouteOf(V1EndpointSlice? slice)
    {
        if (slice?.Endpoints is not [{ TargetRef: { Name: { } pod } target } endpoint, ..])
        {
            return null;
        }
        var epoch = slice.Metadata.Annotations is { } annotations && annotations.TryGetValue(Annotations.Epoch, out var text) && long.TryParse(text, out var number) ? number : 0;
        return new Route(pod, target.Uid, endpoint.Addresses.FirstOrDefault(), epoch);
    }

    /// <summary>With <c>routing: Labels</c> there is no slice of ours: the VIP leads where the label is. Two labels lead to two pods; the pass takes one away.</summary>
    private Route? RouteByLabel(NamespacedName group)
    {
        var master = PodsOf(group).FirstOrDefault(pod => pod.Metadata.Labels is { } labels && labels.TryGetValue(Labels.Role, out var role) && role == Labels.MasterRole);
        return master is null ? null : new Route(master.Metadata.Name!, master.Metadata.Uid, master.Status?.PodIP, Group(group)?.Status?.Master?.Epoch ?? 0);
    }
}
