using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>A Deployment's status, with the two conditions that kubectl and Helm wait for.</summary>
internal static class DeploymentStatus
{
    public static JsonObject Of(JsonObject deployment, IReadOnlyList<JsonObject> sets, JsonObject? current, DateTimeOffset now)
    {
        var wanted = deployment.Integer("spec", "replicas") ?? 1;
        var unavailable = deployment.Text("spec", "strategy", "type") == "Recreate"
            ? wanted
            : RolloutPlan.Amount(deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable"), wanted, up: false);
        var available = Sum(sets, "availableReplicas");
        var isAvailable = available >= wanted - unavailable;
        var status = new JsonObject
        {
            ["observedGeneration"] = deployment.Integer("metadata", "generation") ?? 1,
            ["replicas"] = Sum(sets, "replicas"),
            ["updatedReplicas"] = current?.Integer("status", "replicas") ?? 0,
            ["readyReplicas"] = Sum(sets, "readyReplicas"),
            ["availableReplicas"] = available,
            ["unavailableReplicas"] = Math.Max(0, wanted - available),
        };
        status["conditions"] = new JsonArray(
            Conditions.Next(deployment, "Available", isAvailable, isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now, refresh: false),
            DeploymentProgress.Next(deployment, status, current, now));
        return status;
    }

    private static long Sum(IEnumerable<JsonObject> sets, string field) => sets.Sum(set => set.Integer("status", field) ?? 0);
}
