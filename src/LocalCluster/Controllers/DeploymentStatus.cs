using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>A Deployment's status, with the two conditions that kubectl and Helm wait for.</summary>
internal static class DeploymentStatus
{
    public static JsonObject Of(JsonObject deployment, IReadOnlyList<JsonObject> sets, JsonObject? current, string now)
    {
        var wanted = deployment.Integer("spec", "replicas") ?? 1;
        var unavailable = deployment.Text("spec", "strategy", "type") == "Recreate"
            ? wanted
            : RolloutPlan.Amount(deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable"), wanted, up: false);
        var replicas = Sum(sets, "replicas");
        var available = Sum(sets, "availableReplicas");
        var updated = current?.Integer("status", "replicas") ?? 0;
        var complete = updated == wanted && replicas == wanted && available == wanted;
        var isAvailable = available >= wanted - unavailable;
        return new JsonObject
        {
            ["observedGeneration"] = deployment.Integer("metadata", "generation") ?? 1,
            ["replicas"] = replicas,
            ["updatedReplicas"] = updated,
            ["readyReplicas"] = Sum(sets, "readyReplicas"),
            ["availableReplicas"] = available,
            ["unavailableReplicas"] = Math.Max(0, wanted - available),
            ["conditions"] = new JsonArray(
                Condition(deployment, "Available", isAvailable, isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now),
                Condition(deployment, "Progressing", true, complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
                    $"ReplicaSet \"{current?.Name()}\" {(complete ? "has successfully progressed." : "is progressing.")}", now)),
        };
    }

    private static long Sum(IEnumerable<JsonObject> sets, string field) => sets.Sum(set => set.Integer("status", field) ?? 0);

    private static JsonObject Condition(JsonObject deployment, string type, bool holds, string reason, string message, string now)
    {
        var status = holds ? "True" : "False";
        var old = deployment.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
        var same = old is not null && old.Text("status") == status;
        var unchanged = same && old.Text("reason") == reason && old.Text("message") == message;
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["reason"] = reason,
            ["message"] = message,
            ["lastUpdateTime"] = (unchanged ? old.Text("lastUpdateTime") : null) ?? now,
            ["lastTransitionTime"] = (same ? old.Text("lastTransitionTime") : null) ?? now,
        };
    }
}
