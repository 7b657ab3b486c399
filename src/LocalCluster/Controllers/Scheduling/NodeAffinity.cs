using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>nodeSelector and nodeAffinity.</summary>
internal static class NodeAffinity
{
    public static bool Allows(JsonObject pod, JsonObject node)
    {
        if (!(pod.At("spec", "nodeSelector") as JsonObject ?? []).All(pair => node.Label(pair.Key) == pair.Value.Text()))
        {
            return false;
        }

        return pod.At("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution") is not JsonObject required
            || required.Items("nodeSelectorTerms").Any(term => Matches(term, node));
    }

    public static long Score(JsonObject pod, JsonObject node) =>
        pod.Items("spec", "affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution")
            .Where(wish => wish["preference"] is JsonObject term && Matches(term, node))
            .Sum(wish => wish.Integer("weight") ?? 0);

    /// <summary>A term without any condition matches nothing.</summary>
    private static bool Matches(JsonObject term, JsonObject node)
    {
        var labels = term.Items("matchExpressions").ToList();
        var fields = term.Items("matchFields").ToList();
        return labels.Count + fields.Count > 0
            && labels.TrueForAll(condition => Holds(condition, node.Label(condition.Text("key") ?? "")))
            && fields.TrueForAll(condition => Holds(condition, condition.Text("key") == "metadata.name" ? node.Name() : null));
    }

    private static bool Holds(JsonObject condition, string? value)
    {
        var values = (condition["values"] as JsonArray ?? []).Select(item => item.Text()).ToList();
        return condition.Text("operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            "Gt" => long.TryParse(value, out var number) && long.TryParse(values[0], out var bound) && number > bound,
            "Lt" => long.TryParse(value, out var number) && long.TryParse(values[0], out var bound) && number < bound,
            _ => false,
        };
    }
}
