namespace RedisOperator.Redis;

/// <summary>How a <see cref="SentinelSubscription"/> watches its link and comes back after a loss.</summary>
public sealed record SentinelSubscriptionOptions
{
    /// <summary>A PING this often; one that is not answered within the connection's CommandTimeout means the link is dead.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>About the first wait before connecting again; short, because a restarted sentinel is back at once and events are missed meanwhile.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>No wait is longer.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(2);
}
