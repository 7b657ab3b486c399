using System.Text.Json;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>
/// JSON as CEL sees it: null, bool, long, double, string, TimeSpan, DateTimeOffset, lists (IReadOnlyList) and maps (IReadOnlyDictionary).
/// The schema decides between long and double, and which strings are durations or times.
/// </summary>
internal static class CelValues
{
    private static readonly HashSet<string> Reserved =
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ];

    public static object? FromJson(JsonNode? node, SchemaNode? schema) => node switch
    {
        null => null,
        JsonObject members => Members(members, schema),
        JsonArray items => items.Select(item => FromJson(item, schema?.Items)).ToList(),
        _ => Scalar((JsonValue)node, schema),
    };

    /// <summary>How a property is written in an expression: "namespace" as __namespace__, "a-b" as a__dash__b.</summary>
    public static string Escape(string name)
    {
        if (Reserved.Contains(name))
        {
            return $"__{name}__";
        }

        return name.Replace("__", "__underscores__", StringComparison.Ordinal).Replace(".", "__dot__", StringComparison.Ordinal)
            .Replace("-", "__dash__", StringComparison.Ordinal).Replace("/", "__slash__", StringComparison.Ordinal);
    }

    public static string TypeName(object? value) => value switch
    {
        null => "null_type",
        bool => "bool",
        long => "int",
        double => "double",
        string => "string",
        TimeSpan => "google.protobuf.Duration",
        DateTimeOffset => "google.protobuf.Timestamp",
        IReadOnlyList<object?> => "list",
        _ => "map",
    };

    public static new bool Equals(object? one, object? other) => (one, other) switch
    {
        (long a, double b) => a == b,
        (double a, long b) => a == b,
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Equals(pair.First, pair.Second)),
        (IReadOnlyDictionary<object, object?> a, IReadOnlyDictionary<object, object?> b) =>
            a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && Equals(pair.Value, value)),
        _ => object.Equals(one, other),
    };

    private static Dictionary<object, object?> Members(JsonObject members, SchemaNode? schema)
    {
        var map = new Dictionary<object, object?>();
        foreach (var (name, value) in members)
        {
            var isProperty = schema?.Properties.ContainsKey(name) == true;
            map[isProperty ? Escape(name) : name] = FromJson(value, schema?.MemberSchema(name));
        }

        return map;
    }

    private static object? Scalar(JsonValue value, SchemaNode? schema)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetValue<bool>();
            case JsonValueKind.Number:
                // Without the cast both would become double.
                return schema?.Type != "number" && value.TryGetValue<long>(out var whole) ? whole : (object)value.GetValue<double>();
            default:
                var text = value.GetValue<string>();
                return schema?.Format switch
                {
                    "duration" when GoDuration.TryParse(text, out var duration) => duration,
                    "date-time" when Timestamps.Parse(text) is { } time => time,
                    _ => text,
                };
        }
    }
}
