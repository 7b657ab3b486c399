namespace RedisOperator.Entities;

/// <summary>Annotations that the operator reads or writes.</summary>
public static class Annotations
{
    /// <summary>On the VIP's EndpointSlice: Sentinel's config-epoch of the routing. While the pod it led to may live, a lower one never overwrites a higher one.</summary>
    public const string Epoch = "redisoperator.io/epoch";

    /// <summary>On the pod template: a hash of what the containers read at their start, so that a changed configuration is a changed pod.</summary>
    public const string ConfigHash = "redisoperator.io/config-hash";

    /// <summary>On every object the operator writes: a digest of what it wanted, so that a field it no longer wants is noticed.</summary>
    public const string Applied = "redisoperator.io/applied";
}
