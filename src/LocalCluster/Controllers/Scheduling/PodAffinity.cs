using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>podAffinity and podAntiAffinity, required and preferred, by any label of the nodes.</summary>
internal static class PodAffinity
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    /// <summary>Nothing that this pod must not meet is there.</summary>
    public static bool AntiAffinityAllows(JsonObject pod, JsonObject node, ClusterView view) =>
        !Terms(pod, "podAntiAffinity").Any(term => view.PodsAround(node, Key(term)).Any(other => view.Selects(term, pod, other)));

    /// <summary>Nothing there must not meet this pod.</summary>
    public static bool OthersAllow(JsonObject pod, JsonObject node, ClusterView view) =>
        !view.Placed.Any(other => Terms(other.Pod, "podAntiAffinity").Any(term =>
            node.Label(Key(term)) is { } domain && other.Node.Label(Key(term)) == domain && view.Selects(term, other.Pod, pod)));

    /// <summary>Everything this pod must be near is there. The first of pods that want each other may go anywhere.</summary>
    public static bool AffinityAllows(JsonObject pod, JsonObject node, ClusterView view) =>
        Terms(pod, "podAffinity").All(term => node.Label(Key(term)) is not null
            && (view.PodsAround(node, Key(term)).Any(other => view.Selects(term, pod, other))
                || (view.Selects(term, pod, pod) && !view.Placed.Any(other => view.Selects(term, pod, other.Pod)))));

    public static long Score(JsonObject pod, JsonObject node, ClusterView view) =>
        Wishes(pod, node, view, "podAffinity") - Wishes(pod, node, view, "podAntiAffinity");

    private static long Wishes(JsonObject pod, JsonObject node, ClusterView view, string kind) =>
        pod.Items("spec", "affinity", kind, Preferred)
            .Where(wish => wish["podAffinityTerm"] is JsonObject)
            .Sum(wish => (wish.Integer("weight") ?? 0)
                * view.PodsAround(node, Key((JsonObject)wish["podAffinityTerm"]!)).Count(other => view.Selects((JsonObject)wish["podAffinityTerm"]!, pod, other)));

    private static IEnumerable<JsonObject> Terms(JsonObject pod, string kind) => pod.Items("spec", "affinity", kind, Required);

    private static string Key(JsonObject term) => term.Text("topologyKey") ?? "";
}
