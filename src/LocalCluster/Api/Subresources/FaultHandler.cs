using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>POST /local-cluster/faults: the administrator breaks something on purpose.</summary>
internal sealed class FaultHandler(IPodStreams? pods)
{
    public const string Path = "/local-cluster/faults";

    private static readonly HashSet<string> Actions = ["kill", "pause", "resume", "cutoff", "restore", "node-down", "node-up"];

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

        if (pods is null)
        {
            throw new StatusException(501, "NotImplemented", "this API server has no nodes");
        }

        var answer = await pods.FaultAsync(Read(await Bodies.ReadObjectAsync(http)), http.RequestAborted);
        await Answers.WriteAsync(http, new JsonObject { ["at"] = Timestamps.Micros(answer.At) });
    }

    private static FaultRequest Read(JsonObject body)
    {
        var action = body.Text("action") ?? "";
        if (!Actions.Contains(action))
        {
            throw StatusException.BadRequest($"action: \"{action}\" is none of {string.Join(", ", Actions)}");
        }

        if (body.Text("node") is { Length: > 0 } node)
        {
            return new(action, "", "", null, Node: node);
        }

        var pod = body.Text("pod") ?? throw StatusException.BadRequest("pod: name the pod");
        return new(action, body.Text("namespace") ?? "default", pod, body.Text("container"), (int)(body.Integer("signal") ?? 9));
    }
}
