namespace RedisOperator.Redis;

/// <summary>What a TCP connect to an address says.</summary>
public enum Reachability
{
    /// <summary>Something accepts connections. The kernel does so for a frozen process too, and for a moment for a dying one.</summary>
    Accepting,

    /// <summary>Nothing listens: the process is gone.</summary>
    Refused,

    /// <summary>No route, or the host is down.</summary>
    Unreachable,

    /// <summary>Nobody answered in time.</summary>
    Timeout,
}
