using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>What <see cref="Annotations.Switchover"/> may say besides the name of a pod.</summary>
public static class SwitchoverTarget
{
    /// <summary>Whichever replica is best.</summary>
    public const string Any = "any";
}

[Description("Planned changes of master: by annotation, rolling update, scaling down, and before the master's pod or node goes.")]
public sealed class SwitchoverSpec
{
    [Description("A replica that is further behind the master than this, in bytes of the replication stream, is not switched to: writes would be held back for too long.")]
    [Length(1, 16)]
    [Pattern("^[0-9]{1,12}(Ki|Mi|Gi)?$")]
    public string MaxLagBytes { get; set; } = "30Mi";

    [Description("A switchover that has not come about in this time is given up, and the master stays as it is. At least 3s.")]
    [Length(2, 16)]
    [ValidationRule("self.matches('" + Duration.Pattern + "')", "spec.switchover.timeout must be a duration of hours, minutes, seconds or milliseconds, such as 10s or 1m30s")]
    [ValidationRule(
        "!self.matches('" + Duration.Pattern + "') || duration(self) >= duration('3s')",
        "spec.switchover.timeout must be at least 3s, because a sentinel takes a second to see which replica is meant: write 10s, or leave it out")]
    public string Timeout { get; set; } = "10s";
}
