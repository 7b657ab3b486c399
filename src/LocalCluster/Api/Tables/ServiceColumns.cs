using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

internal static class ServiceColumns
{
    public static IReadOnlyList<Column> Services { get; } =
    [
        BuiltInColumns.Name,
        Column.Text("Type", service => service.Text("spec", "type")),
        Column.Text("Cluster-IP", service => service.Text("spec", "clusterIP")),
        Column.Text("External-IP", ExternalAddress),
        Column.Text("Port(s)", Ports),
        BuiltInColumns.Age,
        Column.Text("Selector", service => Selector(service.At("spec", "selector")), 1),
    ];

    public static IReadOnlyList<Column> EndpointSlices { get; } =
    [
        BuiltInColumns.Name,
        Column.Text("AddressType", slice => slice.Text("addressType")),
        Column.Text("Ports", slice => Joined(slice.Items("ports").Select(port => port.Integer("port")?.ToString() ?? "*"), "<unset>")),
        Column.Text("Endpoints", slice => Joined(slice.Items("endpoints").SelectMany(endpoint => (endpoint["addresses"] as JsonArray ?? []).Select(address => address!.ToString())), "<unset>")),
        BuiltInColumns.Age,
    ];

    public static string Selector(JsonNode? labels) =>
        labels is JsonObject { Count: > 0 } pairs ? string.Join(',', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "<none>";

    private static string? ExternalAddress(JsonObject service)
    {
        var assigned = service.Items("status", "loadBalancer", "ingress").Select(ingress => ingress.Text("ip") ?? ingress.Text("hostname") ?? "").ToList();
        if (service.Text("spec", "type") == "LoadBalancer")
        {
            return assigned.Count == 0 ? "<pending>" : string.Join(',', assigned);
        }

        return service.Text("spec", "externalName");
    }

    private static string? Ports(JsonObject service)
    {
        var ports = service.Items("spec", "ports")
            .Select(port => $"{port.Integer("port")}{(port.Integer("nodePort") is { } node and not 0 ? $":{node}" : "")}/{port.Text("protocol")}").ToList();
        return ports.Count == 0 ? null : string.Join(',', ports);
    }

    private static string Joined(IEnumerable<string> items, string none)
    {
        const int shown = 3;
        var all = items.ToList();
        return all.Count switch
        {
            0 => none,
            <= shown => string.Join(',', all),
            _ => $"{string.Join(',', all.Take(shown))} + {all.Count - shown} more...",
        };
    }
}
