using System.Text.Json;
using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>JSON types as schemas name them.</summary>
internal static class TypeChecks
{
    public static bool Fits(SchemaNode schema, JsonNode value)
    {
        var kind = value.GetValueKind();
        if (schema.IsIntOrString)
        {
            return kind == JsonValueKind.String || IsInteger(value);
        }

        return schema.Type switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => IsInteger(value),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
    }

    public static bool IsInteger(JsonNode value) =>
        value is JsonValue number && value.GetValueKind() == JsonValueKind.Number && (number.TryGetValue<long>(out _) || (number.TryGetValue<double>(out var real) && double.IsInteger(real)));

    public static string NameOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => IsInteger(value) ? "integer" : "number",
        _ => "boolean",
    };
}
