namespace RedisOperator.LocalCluster.Api;

/// <summary>What only the nodes can answer: a container's output, and faults on purpose. The API server calls it after authorization.</summary>
public interface IPodStreams
{
    /// <summary>The log as bytes (whole lines). With Follow it ends when the container does. Throws StatusException for a container that has none.</summary>
    Task<Stream> LogsAsync(string ns, string pod, string? container, LogOptions options, CancellationToken cancellationToken);

    Task<FaultAnswer> FaultAsync(FaultRequest request, CancellationToken cancellationToken);
}

public sealed record LogOptions
{
    public bool Follow { get; init; }

    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    public long? TailLines { get; init; }

    public long? SinceSeconds { get; init; }

    public long? LimitBytes { get; init; }
}

/// <summary>
/// Action: kill, pause, resume, cutoff, restore, of a pod; node-down, node-up, cutoff, restore, of a node.
/// Container null means the pod's first; Signal is for kill.
/// </summary>
public sealed record FaultRequest(string Action, string Namespace, string Pod, string? Container, int Signal = 9, string? Node = null);

/// <summary>When it was done, read from the clock right after.</summary>
public sealed record FaultAnswer(DateTimeOffset At);
