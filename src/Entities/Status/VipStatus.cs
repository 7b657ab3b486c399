using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The VIP.")]
public sealed class VipStatus
{
    [Description("Address and port that clients use; with mode LoadBalancer what the load balancer has assigned, absent until then.")]
    public string? Address { get; set; }

    [Description("With mode LoadBalancer: address and port inside the cluster, which stay the same whatever the mode.")]
    public string? ClusterAddress { get; set; }

    [Description("The pod it leads to.")]
    public string? Holder { get; set; }
}
