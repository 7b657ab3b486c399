using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>What controllers ask about a pod.</summary>
internal static class Pods
{
    public static string Phase(JsonObject pod) => pod.Text("status", "phase") ?? "Pending";

    public static bool IsFinished(JsonObject pod) => Phase(pod) is "Succeeded" or "Failed";

    /// <summary>Its containers run in the node's network and have no address of their own.</summary>
    public static bool IsOnHostNetwork(JsonObject pod) => pod.Flag("spec", "hostNetwork") == true;

    public static bool IsReady(JsonObject pod) => HasCondition(pod, "Ready");

    public static bool HasCondition(JsonObject obj, string type) =>
        obj.Items("status", "conditions").Any(condition => condition.Text("type") == type && condition.Text("status") == "True");

    /// <summary>Ready for at least that long; otherwise how long until then (null: not ready at all).</summary>
    public static (bool Available, TimeSpan? Wait) IsAvailable(JsonObject pod, long minReadySeconds, DateTimeOffset now)
    {
        if (!IsReady(pod))
        {
            return (false, null);
        }

        if (minReadySeconds <= 0)
        {
            return (true, null);
        }

        var since = Timestamps.Parse(pod.Items("status", "conditions").First(condition => condition.Text("type") == "Ready").Text("lastTransitionTime"));
        var left = TimeSpan.FromSeconds(minReadySeconds) - (now - (since ?? now));
        return left <= TimeSpan.Zero ? (true, null) : (false, left);
    }

    /// <summary>A new pod of a template; name, labels and owner are added by who makes it.</summary>
    public static JsonObject FromTemplate(JsonObject template, JsonObject owner)
    {
        var metadata = (JsonObject)(template["metadata"]?.DeepClone() ?? new JsonObject());
        metadata["ownerReferences"] = new JsonArray(Owners.Reference(owner));
        metadata["labels"] ??= new JsonObject();
        return new JsonObject { ["metadata"] = metadata, ["spec"] = template["spec"]!.DeepClone() };
    }
}
