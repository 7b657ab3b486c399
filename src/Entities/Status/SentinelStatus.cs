using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The group's sentinels.")]
public sealed class SentinelStatus
{
    [Description("Sentinels that answer.")]
    public int? Ready { get; set; }

    [Description("Sentinels that name the same master.")]
    public int? Agree { get; set; }

    [Description("Sentinels that agree, of those asked for, such as 3/3.")]
    public string? Summary { get; set; }
}
