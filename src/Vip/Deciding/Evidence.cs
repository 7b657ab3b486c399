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
    /// <summary>Below this, two answers that come late on a busy host would look like a lost majority.</summary>
    public static readonly TimeSpan ShortestHoldFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestFreshFor = TimeSpan.FromMilliseconds(2500);

    /// <summary>An answer stops counting some time before the address would go, so that a lost majority is seen, and said, before it costs the address.</summary>
    public static HoldRules For(TimeSpan holdFor)
    {
        var bounded = holdFor < ShortestHoldFor ? ShortestHoldFor : holdFor;
        var fresh = bounded * 0.75;
        return new HoldRules(bounded, fresh < LongestFreshFor ? fresh : LongestFreshFor);
    }
}
