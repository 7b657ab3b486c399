using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static IReadOnlyList<Column> All { get; } =
    [
        BuiltInColumns.Name,
        Column.Text("Status", Status),
        Column.Text("Roles", Roles),
        BuiltInColumns.Age,
        Column.Text("Version", node => node.Text("status", "nodeInfo", "kubeletVersion")),
        Column.Text("Internal-IP", node => Address(node, "InternalIP"), 1),
        Column.Text("External-IP", node => Address(node, "ExternalIP"), 1),
        Column.Text("OS-Image", node => node.Text("status", "nodeInfo", "osImage"), 1),
        Column.Text("Kernel-Version", node => node.Text("status", "nodeInfo", "kernelVersion"), 1),
        Column.Text("Container-Runtime", node => node.Text("status", "nodeInfo", "containerRuntimeVersion"), 1),
    ];

    private static string Status(JsonObject node)
    {
        var ready = node.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready").Text("status") switch
        {
            "True" => "Ready",
            null => "Unknown",
            _ => "NotReady",
        };
        return node.Flag("spec", "unschedulable") == true ? $"{ready},SchedulingDisabled" : ready;
    }

    private static string? Roles(JsonObject node)
    {
        var roles = (node.At("metadata", "labels") as JsonObject ?? []).Where(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal))
            .Select(label => label.Key[RolePrefix.Length..]).Order(StringComparer.Ordinal).ToList();
        return roles.Count == 0 ? null : string.Join(',', roles);
    }

    private static string? Address(JsonObject node, string type) =>
        node.Items("status", "addresses").FirstOrDefault(address => address.Text("type") == type).Text("address");
}
