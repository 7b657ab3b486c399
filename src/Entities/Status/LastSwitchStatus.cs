using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The last change of master: begun when startedAt is set, done when completedAt is.")]
public sealed class LastSwitchStatus
{
    [Description("What kind of change it was: Failover or ColdStart.")]
    public string? Kind { get; set; }

    [Description("Why it was begun.")]
    public string? Reason { get; set; }

    [Description("The pod that was master.")]
    public string? From { get; set; }

    [Description("The pod that became master.")]
    public string? To { get; set; }

    [Description("The sentinel that was asked to lead it.")]
    public string? Sentinel { get; set; }

    [Description("When it began (RFC 3339, with fractions of a second).")]
    public string? StartedAt { get; set; }

    [Description("When the VIP led to the new master (RFC 3339, with fractions of a second).")]
    public string? CompletedAt { get; set; }

    [Description("Milliseconds from the old master's end to the operator seeing it.")]
    public long? DetectMs { get; set; }

    [Description("Milliseconds from there to a writable new master.")]
    public long? PromoteMs { get; set; }

    [Description("Milliseconds from there to the routing write having been accepted.")]
    public long? RouteMs { get; set; }

    [Description("Milliseconds in all.")]
    public long? TotalMs { get; set; }
}
