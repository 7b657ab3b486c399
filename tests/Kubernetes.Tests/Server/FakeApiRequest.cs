using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace k8s.Tests.Server;

/// <summary>One request that is not a watch: the plain verbs, merge patches only.</summary>
internal sealed class FakeApiRequest(FakeCluster cluster, HttpContext context)
{
    private readonly ObjectPath _path = ObjectPath.Parse(context.Request.Path);

    public Task AnswerAsync() => context.Request.Method switch
    {
        "GET" when _path.Name is null => ListAsync(),
        "GET" => GiveAsync(cluster.Get(_path)),
        "POST" => CreateAsync(),
        "PUT" => ReplaceAsync(),
        "PATCH" => PatchAsync(),
        "DELETE" => GiveAsync(cluster.Delete(_path)),
        _ => FailAsync(context, 405, "MethodNotAllowed", "no"),
    };

    public static async Task FailAsync(HttpContext context, int code, string reason, string message)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["status"] = "Failure",
            ["reason"] = reason,
            ["message"] = message,
            ["code"] = code,
        }.ToJsonString());
    }

    private async Task ListAsync()
    {
        var (items, version) = cluster.List(_path);
        var skip = int.Parse(context.Request.Query["continue"].ToString() is { Length: > 0 } text ? text : "0", CultureInfo.InvariantCulture);
        var limit = int.Parse(context.Request.Query["limit"].ToString() is { Length: > 0 } most ? most : "1000000", CultureInfo.InvariantCulture);
        var metadata = new JsonObject { ["resourceVersion"] = $"{version}" };
        if (skip + limit < items.Count)
        {
            metadata["continue"] = $"{skip + limit}";
        }

        await GiveAsync(new JsonObject
        {
            ["kind"] = "List",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. items.Skip(skip).Take(limit)]),
        }.ToJsonString());
    }

    private async Task CreateAsync()
    {
        var body = await BodyAsync();
        var path = _path with { Name = (string?)body["metadata"]?["name"] ?? $"{(string?)body["metadata"]?["generateName"]}{cluster.Version}" };
        if (cluster.Get(path) is not null)
        {
            await FailAsync(context, 409, "AlreadyExists", $"{path.Key} already exists");
            return;
        }

        context.Response.StatusCode = 201;
        await GiveAsync(cluster.Put(path, body));
    }

    private async Task ReplaceAsync()
    {
        var body = await BodyAsync();
        var known = cluster.Get(_path) is { } json ? JsonNode.Parse(json) : null;
        if (known is null)
        {
            await FailAsync(context, 404, "NotFound", $"{_path.Key} not found");
        }
        else if ((string?)body["metadata"]?["resourceVersion"] is { } version && version != (string?)known["metadata"]!["resourceVersion"])
        {
            await FailAsync(context, 409, "Conflict", "the object has been modified");
        }
        else
        {
            await GiveAsync(cluster.Put(_path, body, _path.Subresource == "status"));
        }
    }

    private async Task PatchAsync()
    {
        var body = await BodyAsync();
        var known = cluster.Get(_path) is { } json ? (JsonObject)JsonNode.Parse(json)! : null;
        if (context.Request.ContentType == "application/apply-patch+yaml")
        {
            await GiveAsync(cluster.Put(_path, Merged(known ?? [], body)));
        }
        else
        {
            await GiveAsync(known is null ? null : cluster.Put(_path, Merged(known, body), _path.Subresource == "status"));
        }
    }

    private static JsonObject Merged(JsonObject into, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            into[name] = value is JsonObject change && into[name] is JsonObject old
                ? Merged((JsonObject)old.DeepClone(), change)
                : value?.DeepClone();
        }

        return into;
    }

    private async Task<JsonObject> BodyAsync() =>
        (JsonObject)(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;

    private Task GiveAsync(string? json)
    {
        if (json is null)
        {
            return FailAsync(context, 404, "NotFound", $"{_path.Key} not found");
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }
}
