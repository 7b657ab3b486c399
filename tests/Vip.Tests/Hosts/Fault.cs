using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

public enum FaultKind
{
    KillRedis,
    KillSentinel,
    KillAgent,

    /// <summary>The cable is pulled out until both sides have settled.</summary>
    Cut,

    /// <summary>The cable is out for a moment around the time at which Sentinel begins to act.</summary>
    Flap,

    /// <summary>Redis and sentinel of one host at once.</summary>
    KillBoth,

    /// <summary>The agent while it holds, and then its redis: nobody can take the address off in time.</summary>
    KillAgentThenRedis,
}

/// <summary>What happened to one host, and when.</summary>
/// <param name="From">when it began</param>
/// <param name="To">when everything was put right again</param>
/// <param name="WasHolder">it had the address then</param>
internal sealed record Fault(int Number, FaultKind Kind, RedisHost Host, DateTime From, DateTime To, bool WasHolder)
{
    public bool IsCut => Kind is FaultKind.Cut or FaultKind.Flap;

    public bool AgentDies => Kind is FaultKind.KillAgent or FaultKind.KillAgentThenRedis;

    public override string ToString() => $"{Number}. {Kind} on {Host.Host.Name}{(WasHolder ? " (holder)" : "")}, {From:HH:mm:ss.fff} to {To:HH:mm:ss.fff}";
}
