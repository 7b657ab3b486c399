using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes.Probes;

/// <summary>How a probe is timed and counted, and what it does.</summary>
internal sealed record ProbeSpec(JsonObject Action, TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int SuccessThreshold, int FailureThreshold)
{
    /// <summary>Null when the container has no such probe.</summary>
    public static ProbeSpec? Of(JsonObject container, string name) => container[name] is JsonObject probe
        ? new ProbeSpec(
            probe,
            Seconds(probe, "initialDelaySeconds", 0),
            Seconds(probe, "periodSeconds", 10),
            Seconds(probe, "timeoutSeconds", 1),
            (int)(probe.Integer("successThreshold") ?? 1),
            (int)(probe.Integer("failureThreshold") ?? 3))
        : null;

    private static TimeSpan Seconds(JsonObject probe, string name, long otherwise) => TimeSpan.FromSeconds(probe.Integer(name) ?? otherwise);
}
