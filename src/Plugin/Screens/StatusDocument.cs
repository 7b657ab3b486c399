using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;
using RedisOperator.Plugin.Cluster;

namespace RedisOperator.Plugin.Screens;

/// <summary>What <c>-o json</c> prints: an interface of scripts.</summary>
internal static class StatusDocument
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>group, status (as in the resource), operator, inspection; missing says why there is no inspection.</summary>
    public static string Write(StatusView view)
    {
        var document = new JsonObject
        {
            ["group"] = view.Name,
            ["status"] = JsonSerializer.SerializeToNode(view.Group.Status, EntitiesJson.Options.GetTypeInfo(typeof(RedisReplicationGroupStatus))),
            ["operator"] = view.Operator,
        };
        if (view.Seen is not null)
        {
            document["inspection"] = JsonSerializer.SerializeToNode(view.Seen, InspectionJson.Options.GetTypeInfo(typeof(GroupInspection)));
        }
        else
        {
            document["missing"] = view.Missing;
        }

        return Text(document);
    }

    public static string Write(LastSwitchStatus last) =>
        Text(JsonSerializer.SerializeToNode(last, EntitiesJson.Options.GetTypeInfo(typeof(LastSwitchStatus)))!);

    public static string Write(PendingSwitchover pending) => Text(new JsonObject { ["group"] = pending.Group, ["wish"] = pending.To, ["answered"] = false });

    private static string Text(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            node.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
