using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>
/// Writes JSON as YAML the way people write it: block style, plain scalars where they are safe, literal blocks for text of several lines. The same node gives
/// the same text, so that a generated file only changes when its content does.
/// </summary>
public static class YamlText
{
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Block(text, node, 0);
        return text.ToString();
    }

    private static void Block(StringBuilder text, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var (name, value) in members)
                {
                    Member(text.Append(' ', indent), name, value, indent);
                }

                break;
            case JsonArray { Count: > 0 } items:
                foreach (var item in items)
                {
                    Item(text.Append(' ', indent).Append("- "), item, indent);
                }

                break;
            default:
                Scalar(text, node, indent);
                break;
        }
    }

    private static void Member(StringBuilder text, string name, JsonNode? value, int indent)
    {
        text.Append(YamlScalar.Quoted(name)).Append(':');
        switch (value)
        {
            case JsonObject { Count: > 0 }:
                Block(text.Append('\n'), value, indent + 2);
                break;
            case JsonArray { Count: > 0 }:
                Block(text.Append('\n'), value, indent);
                break;
            default:
                Scalar(text.Append(' '), value, indent + 2);
                break;
        }
    }

    // The first member or item stands behind the dash, the others below it.
    private static void Item(StringBuilder text, JsonNode? item, int indent)
    {
        var inner = indent + 2;
        var first = true;
        switch (item)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var (name, value) in members)
                {
                    Member(first ? text : text.Append(' ', inner), name, value, inner);
                    first = false;
                }

                break;
            case JsonArray { Count: > 0 } items:
                foreach (var nested in items)
                {
                    Item((first ? text : text.Append(' ', inner)).Append("- "), nested, inner);
                    first = false;
                }

                break;
            default:
                Scalar(text, item, inner);
                break;
        }
    }

    private static void Scalar(StringBuilder text, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject:
                text.Append("{}\n");
                break;
            case JsonArray:
                text.Append("[]\n");
                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.String:
                YamlScalar.Append(text, node.GetValue<string>(), indent);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null").Append('\n');
                break;
        }
    }
}
