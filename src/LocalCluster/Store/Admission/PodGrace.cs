using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>How long a pod may take to end.</summary>
internal static class PodGrace
{
    /// <summary>0 for a pod that no node runs: nobody would ever finish its deletion.</summary>
    public static long Seconds(JsonObject pod, DeleteOptions options)
    {
        var isRunning = pod.Text("spec", "nodeName") is { Length: > 0 } && pod.Text("status", "phase") is not ("Succeeded" or "Failed");
        return isRunning ? Math.Max(0, options.GracePeriodSeconds ?? pod.Integer("spec", "terminationGracePeriodSeconds") ?? 30) : 0;
    }
}
