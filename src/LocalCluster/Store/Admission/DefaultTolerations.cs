using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>Every pod outlives its node's silence for a while, unless it says something else.</summary>
internal static class DefaultTolerations
{
    private static readonly string[] Keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static void Add(JsonObject pod, TimeSpan stay)
    {
        if (pod.Spec() is not { } spec)
        {
            return;
        }

        var tolerations = spec["tolerations"]?.DeepClone() as JsonArray ?? [];
        foreach (var key in Keys.Where(key => !tolerations.OfType<JsonObject>().Any(toleration => Speaks(toleration, key))))
        {
            tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = (long)stay.TotalSeconds });
        }

        spec["tolerations"] = tolerations;
    }

    private static bool Speaks(JsonObject toleration, string key) =>
        (toleration.Text("key") ?? "") is var named && (named == key || named.Length == 0) && toleration.Text("effect") is null or "" or "NoExecute";
}
