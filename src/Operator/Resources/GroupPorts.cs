namespace RedisOperator.Operator.Resources;

/// <summary>Names of ports, the same in containers, Services and EndpointSlices: a Service without a selector finds its slice's port by name.</summary>
public static class GroupPorts
{
    public const string Redis = "redis";
    public const string Sentinel = "sentinel";
    public const string VipStatus = "vip-status";
}
