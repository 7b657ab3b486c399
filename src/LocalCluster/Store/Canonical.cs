using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

/// <summary>
/// Brings JSON trees into the one form that is stored: every value read from text (so that a number can be asked for as int, long or double,
/// however it was made), null members dropped, and fully expanded, because a tree that expands lazily must not be read by two threads.
/// </summary>
internal static class Canonical
{
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Copy(JsonObject value)
    {
        var copy = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(value))!.AsObject();
        Expand(copy);
        return copy;
    }

    public static string Write(JsonNode value) => value.ToJsonString(Readable);

    public static JsonNode Text(string value) => JsonNode.Parse(JsonSerializer.Serialize(value))!;

    private static void Expand(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
                {
                    members.Remove(name);
                }

                foreach (var (_, member) in members)
                {
                    Expand(member);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Expand(item);
                }

                break;
        }
    }
}
