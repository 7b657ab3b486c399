using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>Values of <see cref="UpdateStrategySpec.Type"/>.</summary>
public static class UpdateStrategyType
{
    public const string Automatic = "Automatic";
    public const string Supervised = "Supervised";
}

[Description("How pods that run an earlier template are replaced.")]
public sealed class UpdateStrategySpec
{
    [Description(
        "Automatic: the replicas one after the other, then a switchover, then the pod that was master. "
        + "Supervised: the replicas; the master waits for a switchover that is asked for by annotation.")]
    [EnumValues(UpdateStrategyType.Automatic, UpdateStrategyType.Supervised)]
    public string Type { get; set; } = UpdateStrategyType.Automatic;
}
