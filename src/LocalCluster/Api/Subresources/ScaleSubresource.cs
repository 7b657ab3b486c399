using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Patches;
using RedisOperator.LocalCluster.Api.Patches.Ownership;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>autoscaling/v1 Scale, read from and written to the paths that the kind names.</summary>
internal sealed class ScaleSubresource(Registry registry, FieldOwnership ownership)
{
    public Task GetAsync(ApiRequest request)
    {
        var obj = registry.Get(request.Key) ?? throw StatusException.NotFound(request.Key);
        return Answers.WriteAsync(request.Http, Show(request.Type.Scale!, obj));
    }

    public async Task WriteAsync(ApiRequest request)
    {
        var paths = request.Type.Scale!;
        var body = Bodies.Parse(await Bodies.ReadAsync(request.Http));
        var isPatch = request.Verb == "patch";
        var kind = isPatch ? PatchKinds.Of(request) : PatchKind.Merge;
        var context = new WriteContext(
            request.IsDryRun, (old, now) => ownership.RecordUpdate(request.Type, old, now, request.FieldManager, "scale"));
        var changed = registry.Update(
            request.Key,
            obj =>
            {
                var current = Show(paths, obj);
                var wanted = isPatch ? PatchKinds.Apply(kind, current, body) : Bodies.AsObject(body);
                if (wanted.ResourceVersion() is { Length: > 0 } version)
                {
                    obj.Metadata()["resourceVersion"] = version;
                }

                Set(obj, Steps(paths.Spec), Replicas(request, wanted));
                return obj;
            },
            context);
        await Answers.WriteAsync(request.Http, Show(paths, changed));
    }

    private static long Replicas(ApiRequest request, JsonObject scale)
    {
        var replicas = scale.Integer("spec", "replicas") ?? 0;
        return replicas >= 0
            ? replicas
            : throw StatusException.Invalid(request.Type, request.Name!, FieldProblem.Invalid("spec.replicas", replicas.ToString(), "must be greater than or equal to 0"));
    }

    private static JsonObject Show(ScalePaths paths, JsonObject obj)
    {
        var status = new JsonObject { ["replicas"] = obj.Integer(Steps(paths.Status)) ?? 0 };
        if (Selector(paths, obj) is { } selector)
        {
            status["selector"] = selector;
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = obj.Name(),
                ["namespace"] = obj.Namespace(),
                ["uid"] = obj.Uid(),
                ["resourceVersion"] = obj.ResourceVersion(),
                ["creationTimestamp"] = obj.Text("metadata", "creationTimestamp"),
            },
            ["spec"] = new JsonObject { ["replicas"] = obj.Integer(Steps(paths.Spec)) ?? 0 },
            ["status"] = status,
        };
    }

    private static string? Selector(ScalePaths paths, JsonObject obj)
    {
        if (paths.Selector is not null && obj.Text(Steps(paths.Selector)) is { } text)
        {
            return text;
        }

        return obj.At("spec", "selector", "matchLabels") is JsonObject labels ? string.Join(',', labels.Select(pair => $"{pair.Key}={pair.Value}")) : null;
    }

    private static string[] Steps(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);

    private static void Set(JsonObject obj, string[] path, JsonNode value)
    {
        foreach (var step in path[..^1])
        {
            if (obj[step] is not JsonObject)
            {
                obj[step] = new JsonObject();
            }

            obj = (JsonObject)obj[step]!;
        }

        obj[path[^1]] = value;
    }
}
