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
            yield return new ServicePort(
                $"{service.Namespace()}/{service.Name()}:{name}",
                address,
                protocol,
                port.Integer("port") ?? 0,
                port.Integer("nodePort"),
                service.Text("spec", "sessionAffinity") == "ClientIP",
                EndpointsOf(slices, name, protocol));
        }
    }

    /// <summary>The ready ones; when there is none, those that still serve while they end.</summary>
    private static List<Endpoint> EndpointsOf(IReadOnlyList<JsonObject> slices, string portName, string protocol)
    {
        var all = slices.SelectMany(slice => slice.Items("ports")
                .Where(port => (port.Text("name") ?? "") == portName && (port.Text("protocol") ?? "TCP").Equals(protocol, StringComparison.OrdinalIgnoreCase))
                .Select(port => port.Integer("port"))
                .OfType<long>()
                .SelectMany(number => slice.Items("endpoints").Select(endpoint => (endpoint, number))))
            .ToList();
        var ready = Addresses(all.Where(entry => entry.endpoint.Flag("conditions", "ready") ?? true));
        return ready.Count > 0 ? ready : Addresses(all.Where(entry => entry.endpoint.Flag("conditions", "serving") == true && entry.endpoint.Flag("conditions", "terminating") == true));
    }

    private static List<Endpoint> Addresses(IEnumerable<(JsonObject Endpoint, long Port)> entries) =>
    [
        .. entries.SelectMany(entry => (entry.Endpoint["addresses"] as JsonArray ?? []).Select(address => address.Text()).OfType<string>()
                .Select(address => new Endpoint(address, entry.Port)))
            .Distinct().OrderBy(endpoint => endpoint.Address, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Port),
    ];
}
