using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The VIP.")]
public sealed class VipStatus
{
    [Description("Address and port that clients use.")]
    public string? Address { get; set; }

    [Description("The pod it leads to.")]
    public string? Holder { get; set; }
}
