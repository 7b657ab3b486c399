using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Network;

/// <summary>Services and EndpointSlices, whoever wrote them, joined as kube-proxy joins them. Pure.</summary>
internal static class ServiceView
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    public static IReadOnlyList<ServicePort> Of(IEnumerable<JsonObject> services, IEnumerable<JsonObject> slices)
    {
        var byService = slices.Where(slice => slice.Text("addressType") is null or "IPv4")
            .ToLookup(slice => (slice.Namespace(), slice.Label(ServiceLabel)));
        return
        [
            .. services.Where(service => service.Text("spec", "type") != "ExternalName")
                .SelectMany(service => PortsOf(service, [.. byService[(service.Namespace(), service.Name())]])),
        ];
    }

    private static IEnumerable<ServicePort> PortsOf(JsonObject service, IReadOnlyList<JsonObject> slices)
    {
        var address = service.Text("spec", "clusterIP");
        if (address is null or "" or "None")
        {
            yield break;
        }

        foreach (var port in service.Items("spec", "ports"))
        {
            var name = port.Text("name") ?? "";
            var protocol = (port.Text("protocol") ?? "TCP").ToLowerInvariant();
            var entries = EntriesOf(slices, name, protocol);
            yield return new ServicePort(
                $"{service.Namespace()}/{service.Name()}:{name}",
                address,
                protocol,
                port.Integer("port") ?? 0,
                port.Integer("nodePort"),
                service.Text("spec", "sessionAffinity") == "ClientIP",
                Usable(entries))
            {
                BalancedAddresses = BalancedAddresses(service),
                OnNode = KeepsLocal(service) ? ByNode(entries) : null,
            };
        }
    }

    /// <summary>What a load balancer has assigned to this Service, as addresses.</summary>
    public static IReadOnlyList<string> BalancedAddresses(JsonObject service) => service.Text("spec", "type") == "LoadBalancer"
        ? [.. service.Items("status", "loadBalancer", "ingress").Select(ingress => ingress.Text("ip")).OfType<string>()]
        : [];

    /// <summary>Traffic from outside stays on the node that it comes to.</summary>
    public static bool KeepsLocal(JsonObject service) =>
        service.Text("spec", "type") is "NodePort" or "LoadBalancer" && service.Text("spec", "externalTrafficPolicy") == "Local";

    private static List<(JsonObject Endpoint, long Port)> EntriesOf(IReadOnlyList<JsonObject> slices, string portName, string protocol) =>
    [
        .. slices.SelectMany(slice => slice.Items("ports")
            .Where(port => (port.Text("name") ?? "") == portName && (port.Text("protocol") ?? "TCP").Equals(protocol, StringComparison.OrdinalIgnoreCase))
            .Select(port => port.Integer("port"))
            .OfType<long>()
            .SelectMany(number => slice.Items("endpoints").Select(endpoint => (endpoint, number)))),
    ];

    /// <summary>The ready ones; when there is none, those that still serve while they end.</summary>
    private static List<Endpoint> Usable(IReadOnlyCollection<(JsonObject Endpoint, long Port)> entries)
    {
        var ready = Addresses(entries.Where(entry => entry.Endpoint.Flag("conditions", "ready") ?? true));
        return ready.Count > 0
            ? ready
            : Addresses(entries.Where(entry => entry.Endpoint.Flag("conditions", "serving") == true && entry.Endpoint.Flag("conditions", "terminating") == true));
    }

    private static ILookup<string, Endpoint> ByNode(IEnumerable<(JsonObject Endpoint, long Port)> entries) =>
        entries.GroupBy(entry => entry.Endpoint.Text("nodeName") ?? "")
            .SelectMany(node => Usable([.. node]).Select(endpoint => (Node: node.Key, Endpoint: endpoint)))
            .ToLookup(entry => entry.Node, entry => entry.Endpoint);

    private static List<Endpoint> Addresses(IEnumerable<(JsonObject Endpoint, long Port)> entries) =>
    [
        .. entries.SelectMany(entry => (entry.Endpoint["addresses"] as JsonArray ?? []).Select(address => address.Text()).OfType<string>()
                .Select(address => new Endpoint(address, entry.Port)))
            .Distinct().OrderBy(endpoint => endpoint.Address, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Port),
    ];
}
