using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>The nodes and the pods on them at one moment.</summary>
internal sealed class ClusterView
{
    private readonly ILookup<string, JsonObject> _pods;
    private readonly Dictionary<string, JsonObject> _nodes;
    private readonly Dictionary<string, JsonObject> _namespaces;

    public ClusterView(IEnumerable<JsonObject> nodes, IEnumerable<JsonObject> pods, IEnumerable<JsonObject> namespaces)
    {
        _nodes = nodes.ToDictionary(node => node.Name());
        _pods = pods.Where(pod => !Controllers.Pods.IsFinished(pod)).ToLookup(pod => pod.Text("spec", "nodeName") ?? "");
        _namespaces = namespaces.ToDictionary(ns => ns.Name());
    }

    public static ClusterView Of(Registry registry) =>
        new(registry.List(KnownTypes.Nodes).Items, registry.List(KnownTypes.Pods).Items, registry.List(KnownTypes.Namespaces).Items);

    public IReadOnlyCollection<JsonObject> Nodes => _nodes.Values;

    public IEnumerable<JsonObject> PodsOn(JsonObject node) => _pods[node.Name()];

    /// <summary>Every pod that has a node, with it.</summary>
    public IEnumerable<(JsonObject Pod, JsonObject Node)> Placed => _pods.Where(group => _nodes.ContainsKey(group.Key)).SelectMany(group => group.Select(pod => (pod, _nodes[group.Key])));

    /// <summary>The pods in the node's part of the cluster, where nodes with the same value of the label are one part. None when the node has no such label.</summary>
    public IEnumerable<JsonObject> PodsAround(JsonObject node, string topologyKey) =>
        node.Label(topologyKey) is { } domain ? _nodes.Values.Where(other => other.Label(topologyKey) == domain).SelectMany(PodsOn) : [];

    /// <summary>Whether an affinity term of <paramref name="owner"/> speaks of <paramref name="other"/>.</summary>
    public bool Selects(JsonObject term, JsonObject owner, JsonObject other) =>
        InNamespaces(term, owner.Namespace(), other.Namespace()!) && Selectors.Matches(term["labelSelector"] as JsonObject, other);

    private bool InNamespaces(JsonObject term, string? own, string ns)
    {
        var named = (term["namespaces"] as JsonArray ?? []).Select(item => item.Text()).ToList();
        if (term["namespaceSelector"] is JsonObject selector)
        {
            return named.Contains(ns) || (_namespaces.TryGetValue(ns, out var found) && Selectors.Matches(selector, found));
        }

        return named.Count > 0 ? named.Contains(ns) : ns == own;
    }
}
