using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Patches;

internal enum PatchKind
{
    Merge,
    Json,
    StrategicMerge,
    Apply,
}

/// <summary>Which patch a request carries, and the three that need nothing but the object.</summary>
internal static class PatchKinds
{
    public static PatchKind Of(ApiRequest request)
    {
        var type = (request.Http.Request.ContentType ?? "").Split(';')[0].Trim();
        return type switch
        {
            "application/merge-patch+json" => PatchKind.Merge,
            "application/json-patch+json" => PatchKind.Json,
            "application/strategic-merge-patch+json" when !request.Type.IsCustom => PatchKind.StrategicMerge,
            "application/apply-patch+yaml" => PatchKind.Apply,
            _ => throw StatusException.UnsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
                + (request.Type.IsCustom ? "" : ", application/strategic-merge-patch+json")),
        };
    }

    /// <summary><paramref name="current"/> is a private copy and may be changed.</summary>
    public static JsonObject Apply(PatchKind kind, JsonObject current, JsonNode patch) => kind switch
    {
        PatchKind.Merge => MergePatch.Apply(current, Bodies.AsObject(patch)),
        PatchKind.StrategicMerge => StrategicMergePatch.Apply(current, Bodies.AsObject(patch)),
        PatchKind.Json when patch is JsonArray operations => Bodies.AsObject(JsonPatch.Apply(current, operations)),
        _ => throw StatusException.BadRequest("the patch has the wrong form for its content type"),
    };
}
