using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

/// <summary>Reads what every object has. Missing is null (or empty, where a collection is returned); nothing here throws on a missing member.</summary>
public static class ObjectAccess
{
    /// <summary>The metadata, created when missing (only on private copies).</summary>
    public static JsonObject Metadata(this JsonObject obj)
    {
        if (obj["metadata"] is JsonObject metadata)
        {
            return metadata;
        }

        var created = new JsonObject();
        obj["metadata"] = created;
        return created;
    }

    public static string Name(this JsonObject obj) => obj.Text("metadata", "name") ?? "";

    public static string? Namespace(this JsonObject obj) => obj.Text("metadata", "namespace");

    public static string Uid(this JsonObject obj) => obj.Text("metadata", "uid") ?? "";

    public static string ResourceVersion(this JsonObject obj) => obj.Text("metadata", "resourceVersion") ?? "";

    public static bool IsDeleting(this JsonObject obj) => obj.At("metadata", "deletionTimestamp") is not null;

    public static IEnumerable<string> Finalizers(this JsonObject obj) =>
        (obj.At("metadata", "finalizers") as JsonArray ?? []).Select(item => item!.GetValue<string>());

    public static string? Label(this JsonObject obj, string name) => obj.Text("metadata", "labels", name);

    public static string? Annotation(this JsonObject obj, string name) => obj.Text("metadata", "annotations", name);

    public static JsonObject? Spec(this JsonObject obj) => obj["spec"] as JsonObject;

    public static JsonObject? Status(this JsonObject obj) => obj["status"] as JsonObject;

    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Integer(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue value)
        {
            return null;
        }

        return value.TryGetValue<long>(out var wide) ? wide : value.TryGetValue<int>(out var narrow) ? narrow : null;
    }

    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>The objects in an array; none when it is missing.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray ?? []).OfType<JsonObject>();
}
