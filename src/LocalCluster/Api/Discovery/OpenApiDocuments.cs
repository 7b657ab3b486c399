using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Discovery;

/// <summary>
/// OpenAPI v3, a document per group and version. Built-in kinds are permissive (clients then leave validation to the server);
/// custom kinds carry the schema of their definition, which is what `kubectl explain` shows.
/// </summary>
internal sealed class OpenApiDocuments(Registry registry)
{
    public JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var group in Served().GroupBy(type => PathOf(type)))
        {
            // Clients cache by URL: the hash has to follow the content.
            var hash = Convert.ToHexString(SHA256.HashData(Answers.Bytes(Document(group))));
            paths[group.Key] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{group.Key}?hash={hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>By "api/v1" or "apis/apps/v1"; null when nothing is served there.</summary>
    public JsonObject? Document(string path)
    {
        var served = Served().Where(type => PathOf(type) == path).ToList();
        return served.Count == 0 ? null : Document(served);
    }

    private IEnumerable<ResourceType> Served() => registry.Types.All.Concat(Questions.Types);

    private static string PathOf(ResourceType type) => type.Group.Length == 0 ? $"api/{type.Version}" : $"apis/{type.Group}/{type.Version}";

    private JsonObject Document(IEnumerable<ResourceType> served)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject();
        foreach (var type in served)
        {
            var collection = $"/{PathOf(type)}/{(type.Namespaced ? "namespaces/{namespace}/" : "")}{type.Plural}";
            paths[collection] = new JsonObject { ["get"] = Operation(type, "list"), ["post"] = Operation(type, "post") };
            paths[collection + "/{name}"] = new JsonObject
            {
                ["get"] = Operation(type, "get"),
                ["put"] = Operation(type, "put"),
                ["patch"] = Operation(type, "patch"),
                ["delete"] = Operation(type, "delete"),
            };
            schemas[SchemaName(type)] = Schema(type);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.34.0" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static string SchemaName(ResourceType type) =>
        type.Group.Length == 0 ? $"io.k8s.api.core.{type.Version}.{type.Kind}" : $"{string.Join('.', type.Group.Split('.').Reverse())}.{type.Version}.{type.Kind}";

    private static JsonObject GroupVersionKind(ResourceType type) => new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };

    private static JsonObject Operation(ResourceType type, string action)
    {
        var operation = new JsonObject
        {
            ["operationId"] = $"{action}{type.Kind}",
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = GroupVersionKind(type),
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        };
        if (action is "post" or "put" or "patch")
        {
            operation["parameters"] = new JsonArray([.. ((string[])["dryRun", "fieldManager", "fieldValidation"]).Select(name => new JsonObject
            {
                ["name"] = name,
                ["in"] = "query",
                ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
            })]);
        }

        return operation;
    }

    private JsonObject Schema(ResourceType type)
    {
        var schema = registry.CustomKinds.Version(type)?.At("schema", "openAPIV3Schema")?.DeepClone() as JsonObject
            ?? new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        if (schema["properties"] is not JsonObject properties)
        {
            schema["properties"] = properties = [];
        }

        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            properties[name] ??= new JsonObject { ["type"] = "string" };
        }

        properties["metadata"] = new JsonObject { ["type"] = "object", ["description"] = "Standard object's metadata.", ["x-kubernetes-preserve-unknown-fields"] = true };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(GroupVersionKind(type));
        return schema;
    }
}
