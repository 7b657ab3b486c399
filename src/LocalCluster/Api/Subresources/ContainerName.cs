using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>Which container of a pod a request means.</summary>
internal static class ContainerName
{
    public static string? Of(ApiRequest request, JsonObject pod)
    {
        var names = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).Select(container => container.Text("name") ?? "").ToList();
        var asked = request.Query("container");
        if (asked is { Length: > 0 })
        {
            return names.Contains(asked) ? asked : throw StatusException.BadRequest($"container {asked} is not valid for pod {pod.Name()}");
        }

        return pod.Items("spec", "containers").Count() <= 1
            ? names[0]
            : throw StatusException.BadRequest($"a container name must be specified for pod {pod.Name()}, choose one of: [{string.Join(' ', names)}]");
    }
}
