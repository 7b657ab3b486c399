using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>topologySpreadConstraints: how unevenly pods may lie over the parts of the cluster.</summary>
internal static class TopologySpread
{
    public static bool Allows(JsonObject pod, JsonObject node, ClusterView view) =>
        Constraints(pod, "DoNotSchedule").All(constraint => node.Label(Key(constraint)) is not null
            && Count(constraint, pod, node, view) + 1 - Least(constraint, pod, view) <= (constraint.Integer("maxSkew") ?? 1));

    /// <summary>The fewer of its kind are there, the better.</summary>
    public static long Score(JsonObject pod, JsonObject node, ClusterView view) =>
        -Constraints(pod, "ScheduleAnyway").Sum(constraint => Count(constraint, pod, node, view));

    private static IEnumerable<JsonObject> Constraints(JsonObject pod, string otherwise) =>
        pod.Items("spec", "topologySpreadConstraints").Where(constraint => (constraint.Text("whenUnsatisfiable") ?? "DoNotSchedule") == otherwise);

    private static long Least(JsonObject constraint, JsonObject pod, ClusterView view) =>
        view.Nodes.Where(node => node.Label(Key(constraint)) is not null && NodeAffinity.Allows(pod, node))
            .Select(node => Count(constraint, pod, node, view)).DefaultIfEmpty(0).Min();

    private static long Count(JsonObject constraint, JsonObject pod, JsonObject node, ClusterView view) =>
        view.PodsAround(node, Key(constraint)).Count(other =>
            other.Namespace() == pod.Namespace() && !other.IsDeleting() && Selectors.Matches(constraint["labelSelector"] as JsonObject, other));

    private static string Key(JsonObject constraint) => constraint.Text("topologyKey") ?? "";
}
