using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Controllers;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

/// <summary>Which node announces an address. Every speaker works it out for itself, from the same objects, and comes to the same. Pure.</summary>
internal static class Announcement
{
    /// <summary>
    /// Null while nothing serves. With externalTrafficPolicy Local only a node with an endpoint may, otherwise any; nodes that are not Ready may not. Of several the
    /// first by a hash of node and address, so that addresses are spread and stay where they are when another node comes or goes.
    /// </summary>
    public static string? NodeOf(JsonObject service, IEnumerable<JsonObject> slices, IEnumerable<JsonObject> nodes, string address)
    {
        var serving = slices.SelectMany(slice => slice.Items("endpoints")).Where(Serves).ToList();
        if (serving.Count == 0)
        {
            return null;
        }

        var ready = nodes.Where(node => Pods.HasCondition(node, "Ready")).Select(node => node.Name());
        var allowed = ServiceView.KeepsLocal(service) ? ready.Intersect(serving.Select(endpoint => endpoint.Text("nodeName")).OfType<string>()) : ready;
        return allowed.MinBy(node => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{node}#{address}"))), StringComparer.Ordinal);
    }

    private static bool Serves(JsonObject endpoint) => (endpoint.Flag("conditions", "ready") ?? true) || endpoint.Flag("conditions", "serving") == true;
}
