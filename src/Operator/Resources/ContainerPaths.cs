namespace RedisOperator.Operator.Resources;

/// <summary>Where things are in the containers.</summary>
internal static class ContainerPaths
{
    /// <summary>The ConfigMap: one redis.conf and one sentinel.conf per ordinal, read-only.</summary>
    public const string Group = "/etc/redis/group";

    /// <summary>The Secret's redis.conf and sentinel.conf, read-only.</summary>
    public const string Auth = "/etc/redis/auth";

    /// <summary>Where Sentinel's own, writable sentinel.conf is: it keeps its state there.</summary>
    public const string Sentinel = "/etc/redis/sentinel";

    public const string SentinelConfig = Sentinel + "/sentinel.conf";

    public const string Data = "/data";

    /// <summary>Where the vip container writes what it does, and its `vip status` reads it; that program's own default.</summary>
    public const string VipState = "/run/redis-operator-vip";
}
