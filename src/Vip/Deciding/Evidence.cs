using System.Collections.Immutable;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>Everything that one decision is made from; nothing is read after it.</summary>
public sealed record Evidence
{
    /// <summary>Of a clock that only runs forward; all times here are of the same clock.</summary>
    public required TimeSpan Now { get; init; }

    public required OwnRedis Redis { get; init; }

    /// <summary>Where sentinels may say that this host's redis is.</summary>
    public required IReadOnlySet<HostPort> Self { get; init; }

    /// <summary>One view for each sentinel that has ever answered.</summary>
    public required ImmutableArray<SentinelView> Sentinels { get; init; }

    /// <summary>How many sentinels there are, answering or not.</summary>
    public required int Known { get; init; }

    /// <summary>How many of them have to agree: their majority, or the quorum where that is more.</summary>
    public required int Needed { get; init; }

    /// <summary>The address is on this host now.</summary>
    public bool Holds { get; init; }

    /// <summary>What the last decision was sure of.</summary>
    public Claim? Claim { get; init; }

    /// <summary>A replica elsewhere that a running failover has selected and that says itself that it is master.</summary>
    public HostPort? PromotedElsewhere { get; init; }
}

/// <summary>The last time at which it was certain that the address belongs here.</summary>
/// <param name="SureAt">when the youngest majority behind it answered</param>
/// <param name="Epoch">opinions that are no newer than this have not heard of it yet, and do not count against it</param>
public sealed record Claim(TimeSpan SureAt, long Epoch);

/// <param name="HoldFor">for how long the address stays without a majority</param>
/// <param name="FreshFor">for how long a sentinel's answer can make this host take the address</param>
public sealed record HoldRules(TimeSpan HoldFor, TimeSpan FreshFor)
{
    /// <summary>Two polls that were missed, and a bit.</summary>
    public static readonly TimeSpan DefaultFreshFor = TimeSpan.FromMilliseconds(2500);
}
