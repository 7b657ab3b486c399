using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

/// <summary>Who: an applier and an updater of the same name are two, and so are writers of the object and of its status.</summary>
internal sealed record Owner(string Manager, string Operation, string ApiVersion, string Subresource)
{
    public const string Apply = "Apply";
    public const string Update = "Update";
}

/// <summary>One record of metadata.managedFields.</summary>
internal sealed record OwnedFields(Owner Owner, FieldSet Fields, string? Time);

/// <summary>Reads and writes metadata.managedFields.</summary>
internal static class ManagedFields
{
    // Identity and what the server itself keeps belongs to nobody.
    private static readonly FieldSet Unowned = FieldSet.FromJson(JsonNode.Parse(
        """
        {"f:apiVersion":{},"f:kind":{},"f:metadata":{"f:name":{},"f:namespace":{},"f:generateName":{},"f:uid":{},"f:resourceVersion":{},"f:generation":{},
        "f:creationTimestamp":{},"f:deletionTimestamp":{},"f:deletionGracePeriodSeconds":{},"f:selfLink":{}}}
        """) as JsonObject);

    /// <summary>Every ownable field of an object.</summary>
    public static FieldSet FieldsOf(JsonObject obj, FieldShape shape) => Ownable(FieldSet.Of(Bare(obj), shape));

    public static FieldDifference Between(JsonObject old, JsonObject now, FieldShape shape)
    {
        var difference = FieldDifference.Between(Bare(old), Bare(now), shape);
        return new(Ownable(difference.Changed), Ownable(difference.Removed));
    }

    public static List<OwnedFields> Read(JsonObject obj) =>
    [
        .. obj.Items("metadata", "managedFields").Select(entry => new OwnedFields(
            new Owner(entry.Text("manager") ?? "", entry.Text("operation") ?? "", entry.Text("apiVersion") ?? "", entry.Text("subresource") ?? ""),
            FieldSet.FromJson(entry["fieldsV1"] as JsonObject),
            entry.Text("time"))),
    ];

    public static void Write(JsonObject obj, IEnumerable<OwnedFields> entries)
    {
        var written = entries.Where(entry => !entry.Fields.IsEmpty).Select(ToJson).ToArray<JsonNode>();
        if (written.Length == 0)
        {
            obj.Metadata().Remove("managedFields");
        }
        else
        {
            obj.Metadata()["managedFields"] = new JsonArray(written);
        }
    }

    private static FieldSet Ownable(FieldSet fields) => fields.Minus(Unowned);

    private static JsonObject Bare(JsonObject obj)
    {
        var bare = (JsonObject)obj.DeepClone();
        (bare["metadata"] as JsonObject)?.Remove("managedFields");
        return bare;
    }

    private static JsonObject ToJson(OwnedFields entry)
    {
        var json = new JsonObject
        {
            ["manager"] = entry.Owner.Manager,
            ["operation"] = entry.Owner.Operation,
            ["apiVersion"] = entry.Owner.ApiVersion,
            ["time"] = entry.Time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = entry.Fields.ToJson(),
        };
        if (entry.Owner.Subresource.Length > 0)
        {
            json["subresource"] = entry.Owner.Subresource;
        }

        return json;
    }
}
