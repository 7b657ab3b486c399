using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The VIP.")]
public sealed class VipStatus
{
    [Description("Address and port that clients use; with mode LoadBalancer what the load balancer has assigned, absent until then; with mode HostNetwork the address on the node.")]
    public string? Address { get; set; }

    [Description("With the modes LoadBalancer and HostNetwork: address and port inside the cluster, which stay the same whatever the mode.")]
    public string? ClusterAddress { get; set; }

    [Description("The pod it leads to; with mode HostNetwork the pod whose node has the address, absent while none has.")]
    public string? Holder { get; set; }
}
