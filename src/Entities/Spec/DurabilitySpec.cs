using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>Values of <see cref="DurabilitySpec.Mode"/>.</summary>
public static class DurabilityMode
{
    public const string BoundedLoss = "BoundedLoss";
    public const string Available = "Available";
}

[Description("What happens to writes when the master loses its replicas.")]
public sealed class DurabilitySpec
{
    [Description(
        "BoundedLoss: a master without replicas refuses writes, so that one that is cut off loses at most what it took in maxLag and 2 seconds; "
        + "it serves alone only when the other pods are known to be gone. Available: it goes on taking writes. Left out: BoundedLoss from 3 replicas up.")]
    [EnumValues(DurabilityMode.BoundedLoss, DurabilityMode.Available)]
    public string? Mode { get; set; }

    [Description("With BoundedLoss: replicas that must be connected and not lag for the master to take writes.")]
    [RangeMinimum(1)]
    [RangeMaximum(8)]
    public int MinReplicasToWrite { get; set; } = 1;

    [Description("With BoundedLoss: a replica that has been silent for longer does not count. Whole seconds, 1s to 60s; a stall of a replica for longer stops writes.")]
    [Length(2, 16)]
    [ValidationRule("self.matches('^[1-9][0-9]?s$') && duration(self) <= duration('60s')", "spec.durability.maxLag must be whole seconds from 1s to 60s: write 3s, or leave it out")]
    public string MaxLag { get; set; } = "3s";
}
