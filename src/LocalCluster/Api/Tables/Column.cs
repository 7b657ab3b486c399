using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Api.Tables;

/// <summary>One column of `kubectl get`. Priority above 0 shows with `-o wide`. The cell is made for an object at a moment (ages).</summary>
internal sealed record Column(string Name, Func<JsonObject, DateTimeOffset, JsonNode?> Cell, string Type = "string", int Priority = 0, string Description = "")
{
    public string Format => Name == "Name" ? "name" : "";

    public static Column Text(string name, Func<JsonObject, string?> cell, int priority = 0) => new(name, (obj, _) => JsonValue.Create(cell(obj) ?? "<none>"), "string", priority);

    public static Column Number(string name, Func<JsonObject, long> cell) => new(name, (obj, _) => JsonValue.Create(cell(obj)), "integer");

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
