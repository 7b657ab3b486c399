using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>Values of <see cref="LastSwitchStatus.Kind"/>.</summary>
public static class SwitchKind
{
    public const string Failover = "Failover";
    public const string Switchover = "Switchover";
    public const string ColdStart = "ColdStart";
}

/// <summary>Values of <see cref="LastSwitchStatus.Outcome"/>.</summary>
public static class SwitchOutcome
{
    public const string Completed = "Completed";
    public const string Failed = "Failed";
}

[Description("The last change of master: begun when startedAt is set, done when completedAt is.")]
public sealed record LastSwitchStatus
{
    [Description("What kind of change it was: Failover, Switchover or ColdStart.")]
    public string? Kind { get; set; }

    [Description("Why it was begun.")]
    public string? Reason { get; set; }

    [Description("The pod that was master.")]
    public string? From { get; set; }

    [Description("The pod that became master.")]
    public string? To { get; set; }

    [Description("For a switchover: the pod it was asked to go to, or any.")]
    public string? Wish { get; set; }

    [Description("Completed, or Failed when the master stayed as it was; absent while it runs.")]
    public string? Outcome { get; set; }

    [Description("What came of it, in a sentence.")]
    public string? Message { get; set; }

    [Description("The sentinel that was asked to lead it.")]
    public string? Sentinel { get; set; }

    [Description("When it began (RFC 3339, with fractions of a second).")]
    public string? StartedAt { get; set; }

    [Description("When the VIP led to the new master (RFC 3339, with fractions of a second).")]
    public string? CompletedAt { get; set; }

    [Description("Milliseconds from the old master's end to the operator seeing it.")]
    public long? DetectMs { get; set; }

    [Description("Milliseconds from there to a writable new master; for a switchover, from the first write held back.")]
    public long? PromoteMs { get; set; }

    [Description("Milliseconds from there to the routing write having been accepted.")]
    public long? RouteMs { get; set; }

    [Description("Milliseconds in all.")]
    public long? TotalMs { get; set; }

    [Description("For a switchover: milliseconds from the first write held back to the routing write having been accepted.")]
    public long? PausedMs { get; set; }

    [Description("For a switchover: bytes of the replication stream that the new master lacked; 0 by construction.")]
    public long? LostBytes { get; set; }
}
