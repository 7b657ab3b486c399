namespace RedisOperator.LocalCluster.Store;

public enum Propagation
{
    Background,
    Foreground,
    Orphan,
}

/// <summary>How to delete. GracePeriodSeconds null means the pod's own; the preconditions, where given, must match or the answer is 409.</summary>
public sealed record DeleteOptions
{
    public long? GracePeriodSeconds { get; init; }

    public Propagation? Propagation { get; init; }

    public string? PreconditionUid { get; init; }

    public string? PreconditionResourceVersion { get; init; }

    public bool DryRun { get; init; }
}
