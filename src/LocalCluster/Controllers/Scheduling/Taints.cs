using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>Taints of nodes and what pods say about them.</summary>
internal static class Taints
{
    public const string Unschedulable = "node.kubernetes.io/unschedulable";
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string NoSchedule = "NoSchedule";
    public const string NoExecute = "NoExecute";
    public const string PreferNoSchedule = "PreferNoSchedule";

    public static IEnumerable<JsonObject> Of(JsonObject node) => node.Items("spec", "taints");

    /// <summary>The first one with one of these effects that the pod does not tolerate.</summary>
    public static JsonObject? Untolerated(JsonObject pod, JsonObject node, params string[] effects) =>
        Of(node).FirstOrDefault(taint => effects.Contains(taint.Text("effect")) && Toleration(pod, taint) is null);

    public static JsonObject? Toleration(JsonObject pod, JsonObject taint) =>
        pod.Items("spec", "tolerations").FirstOrDefault(toleration => Tolerates(toleration, taint));

    private static bool Tolerates(JsonObject toleration, JsonObject taint)
    {
        if (toleration.Text("effect") is { Length: > 0 } effect && effect != taint.Text("effect"))
        {
            return false;
        }

        var key = toleration.Text("key") ?? "";
        if (key.Length > 0 && key != taint.Text("key"))
        {
            return false;
        }

        return toleration.Text("operator") == "Exists" || (key.Length > 0 && (toleration.Text("value") ?? "") == (taint.Text("value") ?? ""));
    }
}
