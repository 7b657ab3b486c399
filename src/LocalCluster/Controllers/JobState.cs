using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>A Job and its pods at one moment, and what follows from them.</summary>
internal sealed class JobState(JsonObject job, List<JsonObject> pods, DateTimeOffset now)
{
    private readonly int _succeeded = pods.Count(pod => Pods.Phase(pod) == "Succeeded");
    private readonly int _failed = pods.Count(pod => Pods.Phase(pod) == "Failed");
    private readonly int _active = pods.Count(pod => !Pods.IsFinished(pod) && !pod.IsDeleting());

    /// <summary>Null while it goes on; else the condition's type, reason and message.</summary>
    public (string Type, string Reason, string Message)? Verdict =>
        _succeeded >= Completions ? ("Complete", "CompletionsReached", "Reached expected number of succeeded pods")
        : _failed > (job.Integer("spec", "backoffLimit") ?? 6) ? ("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit")
        : Deadline is { } left && left <= TimeSpan.Zero ? ("Failed", "DeadlineExceeded", "Job was active longer than specified deadline")
        : null;

    /// <summary>How long it may still take; null: as long as it wants.</summary>
    public TimeSpan? Deadline => job.Integer("spec", "activeDeadlineSeconds") is { } seconds && StartedAt is { } started
        ? started + TimeSpan.FromSeconds(seconds) - now
        : null;

    /// <summary>How many pods to start now.</summary>
    public int Missing => job.Flag("spec", "suspend") == true ? 0
        : (int)Math.Max(0, Math.Min(job.Integer("spec", "parallelism") ?? 1, Completions - _succeeded) - _active);

    public JsonObject Status((string Type, string Reason, string Message)? verdict)
    {
        var status = new JsonObject
        {
            ["startTime"] = Timestamps.Seconds(StartedAt ?? now),
            ["active"] = verdict is null ? Nonzero(_active) : null,
            ["succeeded"] = Nonzero(_succeeded),
            ["failed"] = Nonzero(_failed),
            ["ready"] = pods.Count(Pods.IsReady),
        };
        if (verdict is { } end)
        {
            status["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = end.Type,
                ["status"] = "True",
                ["reason"] = end.Reason,
                ["message"] = end.Message,
                ["lastProbeTime"] = Timestamps.Seconds(now),
                ["lastTransitionTime"] = Timestamps.Seconds(now),
            });
            status["completionTime"] = end.Type == "Complete" ? Timestamps.Seconds(now) : null;
        }

        return status;
    }

    private long Completions => job.Integer("spec", "completions") ?? 1;

    private DateTimeOffset? StartedAt => Timestamps.Parse(job.Text("status", "startTime")) ?? Timestamps.Parse(job.Text("metadata", "creationTimestamp"));

    private static JsonNode? Nonzero(int count) => count == 0 ? null : count;
}
