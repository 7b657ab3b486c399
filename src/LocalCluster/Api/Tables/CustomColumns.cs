using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

/// <summary>Columns from additionalPrinterColumns: NAME first; AGE when the definition names none.</summary>
internal static class CustomColumns
{
    public static IReadOnlyList<Column> Of(JsonObject? version)
    {
        var printed = version.Items("additionalPrinterColumns").ToList();
        return printed.Count == 0 ? [BuiltInColumns.Name, BuiltInColumns.Age] : [BuiltInColumns.Name, .. printed.Select(Read)];
    }

    private static Column Read(JsonObject json)
    {
        var path = SimpleJsonPath.Parse(json.Text("jsonPath") ?? "");
        var type = json.Text("type") ?? "string";
        return new Column(
            json.Text("name") ?? "",
            (obj, now) => Cell(path.Read(obj), type, now),
            type,
            (int)(json.Integer("priority") ?? 0),
            json.Text("description") ?? "");
    }

    private static JsonNode? Cell(IReadOnlyList<JsonNode> found, string type, DateTimeOffset now)
    {
        if (found.Count == 0)
        {
            return type == "date" ? "<unknown>" : null;
        }

        if (type == "date")
        {
            return Ages.Show(Timestamps.Parse(found[0].ToString()), now);
        }

        if (type == "string")
        {
            return found.Count == 1 ? Shown(found[0]) : string.Join(',', found.Select(Shown));
        }

        return found[0].DeepClone();
    }

    private static string Shown(JsonNode node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : Canonical.Write(node);
}
