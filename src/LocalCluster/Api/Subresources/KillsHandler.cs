using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>POST /local-cluster/kills: the administrator kills several containers in the same instant, which one request after the other could not.</summary>
internal sealed class KillsHandler(IPodStreams? pods)
{
    public const string Path = "/local-cluster/kills";

    public async Task HandleAsync(HttpContext http, User user)
    {
        if (!user.IsAdmin)
        {
            throw new StatusException(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot post path \"{Path}\"", []);
        }

        if (pods is null || http.Request.Method != "POST")
        {
            throw StatusException.MethodNotAllowed();
        }

        var targets = (await Bodies.ReadObjectAsync(http))["containers"]?.AsArray().Select(target => Read(target!.GetValue<string>())).ToArray() ?? [];
        DateTimeOffset? first = null;
        foreach (var target in targets)
        {
            var answer = await pods.FaultAsync(target, http.RequestAborted);
            first ??= answer.At;
        }

        await Answers.WriteAsync(http, new JsonObject { ["at"] = Timestamps.Micros(first ?? throw StatusException.BadRequest("containers: name at least one")) });
    }

    private static FaultRequest Read(string target) => target.Split('/') is [var ns, var pod, var container]
        ? new FaultRequest("kill", ns, pod, container)
        : throw StatusException.BadRequest($"\"{target}\" is not NAMESPACE/POD/CONTAINER");
}
