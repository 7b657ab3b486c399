using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>EndpointSlices of Services that have a selector. Slices of others belong to whoever wrote them.</summary>
internal sealed class EndpointSliceController(Registry registry, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    public const string ServiceLabel = "kubernetes.io/service-name";
    private const string ManagedLabel = "endpointslice.kubernetes.io/managed-by";
    private const string Manager = "endpointslice-controller.k8s.io";

    protected override ResourceType Subject => KnownTypes.Services;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Pods, KnownTypes.EndpointSlices];

    protected override IEnumerable<Key> Affected(Change change)
    {
        var obj = change.Event.Object;
        if (change.Type == KnownTypes.EndpointSlices)
        {
            return IsOurs(obj) && obj.Label(ServiceLabel) is { } name ? [new Key(obj.Namespace()!, name)] : [];
        }

        return Registry.List(KnownTypes.Services, obj.Namespace()).Items
            .Where(service => Selects(service, obj) || (change.Event.Old is { } old && Selects(service, old)))
            .Select(service => new Key(service.Namespace()!, service.Name()));
    }

    protected override TimeSpan? Reconcile(Key key)
    {
        var service = Registry.Get(KnownTypes.Services.Key(key.Namespace, key.Name));
        var existing = Registry.List(KnownTypes.EndpointSlices, key.Namespace).Items
            .Where(slice => IsOurs(slice) && slice.Label(ServiceLabel) == key.Name).ToDictionary(slice => slice.Name());
        var wanted = service is null || service.IsDeleting() || service.At("spec", "selector") is not JsonObject { Count: > 0 }
            ? []
            : SlicesOf(service).ToDictionary(slice => slice.Name());
        foreach (var slice in wanted.Values)
        {
            Write(key.Namespace, slice, existing.GetValueOrDefault(slice.Name()));
        }

        foreach (var name in existing.Keys.Where(name => !wanted.ContainsKey(name)))
        {
            Registry.Delete(KnownTypes.EndpointSlices.Key(key.Namespace, name));
        }

        return null;
    }

    private static bool IsOurs(JsonObject slice) => slice.Label(ManagedLabel) == Manager;

    private static bool Selects(JsonObject service, JsonObject pod) => Selectors.MatchesMap(service.At("spec", "selector") as JsonObject, pod);

    private void Write(string ns, JsonObject slice, JsonObject? existing)
    {
        if (existing is null)
        {
            Registry.Create(KnownTypes.EndpointSlices, ns, slice);
            return;
        }

        Registry.Update(KnownTypes.EndpointSlices.Key(ns, slice.Name()), copy =>
        {
            copy["endpoints"] = slice["endpoints"]!.DeepClone();
            copy["ports"] = slice["ports"]!.DeepClone();
            return copy;
        });
    }

    /// <summary>One slice for each set of target ports: a named port can be another number in another pod.</summary>
    private IEnumerable<JsonObject> SlicesOf(JsonObject service)
    {
        var pods = Registry.List(KnownTypes.Pods, service.Namespace()).Items
            .Where(pod => Selects(service, pod) && !Pods.IsFinished(pod) && pod.Text("status", "podIP") is { Length: > 0 })
            .Select(pod => (Pod: pod, Ports: Endpoints.Ports(service, pod)))
            .GroupBy(entry => Canonical.Write(entry.Ports))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        if (pods.Count == 0)
        {
            return [Slice(service, 0, Endpoints.Ports(service, null), [])];
        }

        return pods.Select((group, index) => Slice(service, index, group.First().Ports, [.. group.Select(entry => Endpoints.Of(service, entry.Pod))]));
    }

    private static JsonObject Slice(JsonObject service, int index, JsonArray ports, JsonNode[] endpoints) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = $"{service.Name()}-{TemplateHash.Of($"{service.Uid()}/{index}", 5)}",
            ["labels"] = new JsonObject { [ServiceLabel] = service.Name(), [ManagedLabel] = Manager },
            ["ownerReferences"] = new JsonArray(Owners.Reference(service)),
        },
        ["addressType"] = "IPv4",
        ["endpoints"] = new JsonArray(endpoints),
        ["ports"] = ports.DeepClone(),
    };
}
