using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Label selectors of both shapes: the plain map (Service) and matchLabels with matchExpressions.</summary>
internal static class Selectors
{
    /// <summary>A missing or empty map selects nothing.</summary>
    public static bool MatchesMap(JsonObject? selector, JsonObject obj) =>
        selector is { Count: > 0 } && selector.All(pair => obj.Label(pair.Key) is { } value && value == pair.Value.Text());

    /// <summary>A missing selector selects nothing, an empty one everything.</summary>
    public static bool Matches(JsonObject? selector, JsonObject obj) =>
        selector is not null
        && (selector["matchLabels"] as JsonObject ?? []).All(pair => obj.Label(pair.Key) == pair.Value.Text())
        && selector.Items("matchExpressions").All(expression => Holds(expression, obj));

    private static bool Holds(JsonObject expression, JsonObject obj)
    {
        var value = obj.Label(expression.Text("key") ?? "");
        var values = (expression["values"] as JsonArray ?? []).Select(item => item.Text());
        return expression.Text("operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
