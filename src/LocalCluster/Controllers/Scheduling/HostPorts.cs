using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>Ports of the node itself: two pods cannot have the same one.</summary>
internal static class HostPorts
{
    public static bool AreFree(JsonObject pod, IEnumerable<JsonObject> there)
    {
        var wanted = Of(pod).ToHashSet();
        return wanted.Count == 0 || !there.SelectMany(Of).Any(wanted.Contains);
    }

    private static IEnumerable<(string Protocol, long Port)> Of(JsonObject pod) =>
        pod.Items("spec", "containers").SelectMany(container => container.Items("ports"))
            .Select(port => (port.Text("protocol") ?? "TCP", port.Integer("hostPort") ?? 0))
            .Where(port => port.Item2 > 0);
}
