using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>The condition Progressing: a rollout that stands still for longer than its deadline has failed.</summary>
internal static class DeploymentProgress
{
    private const string Type = "Progressing";
    private const string Complete = "NewReplicaSetAvailable";
    private const string Failed = "ProgressDeadlineExceeded";

    public static JsonObject Next(JsonObject deployment, JsonObject status, JsonObject? current, DateTimeOffset now)
    {
        var old = Conditions.Find(deployment, Type);
        var set = $"ReplicaSet \"{current?.Name()}\"";
        var updated = status.Integer("updatedReplicas") ?? 0;
        var isNew = old is null || (old.Text("message") is { } message && current is not null && !message.Contains($"\"{current.Name()}\"", StringComparison.Ordinal));
        if (!isNew && old.Text("reason") == Complete && status.Integer("replicas") == updated)
        {
            // Scaling and lost pods are no rollout.
            return (JsonObject)old!.DeepClone();
        }

        if (IsComplete(deployment, status))
        {
            return Conditions.Next(deployment, Type, true, Complete, $"{set} has successfully progressed.", now, refresh: old.Text("reason") != Complete);
        }

        if (isNew)
        {
            return Conditions.Next(deployment, Type, true, "NewReplicaSetCreated", $"Created new replica set \"{current?.Name()}\"", now, refresh: true);
        }

        if (HasProgressed(deployment["status"], status))
        {
            return Conditions.Next(deployment, Type, true, "ReplicaSetUpdated", $"{set} is progressing.", now, refresh: true);
        }

        return Deadline(deployment) is { } deadline && now >= deadline
            ? Conditions.Next(deployment, Type, false, Failed, $"{set} has timed out progressing.", now, refresh: false)
            : (JsonObject)old!.DeepClone();
    }

    /// <summary>Null when no rollout runs.</summary>
    public static DateTimeOffset? Deadline(JsonObject deployment) =>
        Conditions.Find(deployment, Type) is { } condition && condition.Text("reason") is not (Complete or Failed) && deployment.Flag("spec", "paused") != true
            && Timestamps.Parse(condition.Text("lastUpdateTime")) is { } since
            ? since + TimeSpan.FromSeconds(deployment.Integer("spec", "progressDeadlineSeconds") ?? 600)
            : null;

    private static bool IsComplete(JsonObject deployment, JsonObject status)
    {
        var wanted = deployment.Integer("spec", "replicas") ?? 1;
        return status.Integer("updatedReplicas") == wanted && status.Integer("replicas") == wanted && status.Integer("availableReplicas") == wanted;
    }

    private static bool HasProgressed(JsonNode? before, JsonObject now)
    {
        long Of(JsonNode? status, string field) => status.Integer(field) ?? 0;
        return Of(now, "updatedReplicas") > Of(before, "updatedReplicas")
            || Of(now, "replicas") - Of(now, "updatedReplicas") < Of(before, "replicas") - Of(before, "updatedReplicas")
            || Of(now, "readyReplicas") > Of(before, "readyReplicas")
            || Of(now, "availableReplicas") > Of(before, "availableReplicas");
    }
}
