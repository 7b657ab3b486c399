using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

/// <summary>Objects as meta.k8s.io/v1 Tables, which is what `kubectl get` prints.</summary>
internal sealed class TableWriter(Registry registry, TimeProvider time)
{
    /// <param name="includeObject">"Object": whole objects; "None": none; else their metadata.</param>
    public JsonObject Table(ResourceType type, IReadOnlyList<JsonObject> objects, string resourceVersion, bool withColumns, string? includeObject)
    {
        var columns = type.IsCustom ? CustomColumns.Of(registry.CustomKinds.Version(type)) : BuiltInColumns.Of(type);
        var now = time.GetUtcNow();
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = resourceVersion },
            ["columnDefinitions"] = withColumns ? new JsonArray([.. columns.Select(column => column.ToJson())]) : null,
            ["rows"] = new JsonArray([.. objects.Select(obj => Row(columns, obj, now, includeObject))]),
        };
    }

    private static JsonObject Row(IReadOnlyList<Column> columns, JsonObject obj, DateTimeOffset now, string? includeObject) => new()
    {
        ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(obj, now))]),
        ["object"] = includeObject switch
        {
            "None" => null,
            "Object" => obj.DeepClone(),
            _ => new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = obj.Metadata().DeepClone() },
        },
    };
}
