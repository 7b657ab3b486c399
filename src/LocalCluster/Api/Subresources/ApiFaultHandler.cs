using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Faults;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>POST /local-cluster/api-faults: the administrator breaks the pods' way to the API server on purpose.</summary>
internal sealed class ApiFaultHandler(ApiFaults faults, TimeProvider time)
{
    public const string Path = "/local-cluster/api-faults";

    public async Task HandleAsync(HttpContext http, User user)
    {
        if (!user.IsAdmin)
        {
            throw new StatusException(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot post path \"{Path}\"", []);
        }

        if (http.Request.Method != "POST")
        {
            throw StatusException.MethodNotAllowed();
        }

        await faults.BeginAsync(Read(await Bodies.ReadObjectAsync(http)));
        await Answers.WriteAsync(http, new JsonObject { ["at"] = Timestamps.Micros(time.GetUtcNow()) });
    }

    private static ApiFault Read(JsonObject body) => new(
        body.Text("kind") ?? "", TimeSpan.FromMilliseconds(body.Integer("forMilliseconds") ?? 0), TimeSpan.FromMilliseconds(body.Integer("delayMilliseconds") ?? 0),
        [.. (body["pods"]?.AsArray() ?? []).Select(pod => pod!.GetValue<string>().Split('/')).Where(parts => parts.Length == 2).Select(parts => KnownTypes.Pods.Key(parts[0], parts[1]))]);
}
