namespace RedisOperator.Vip;

/// <summary>What is to become of the address on this host. There is nothing else.</summary>
public enum Verdict
{
    /// <summary>It belongs here: take it, or keep it.</summary>
    Hold,

    /// <summary>Not sure, and not for long enough yet: what is stays, nothing is taken.</summary>
    Wait,

    /// <summary>It does not belong here.</summary>
    Drop,
}

public enum HoldReason
{
    /// <summary>This redis says master, and a majority of the sentinels names it.</summary>
    NamedByMajority,

    /// <summary>This redis says master, and the running failover has selected it.</summary>
    SelectedByFailover,

    /// <summary>This redis is a replica.</summary>
    NotMaster,

    /// <summary>There is no redis process.</summary>
    RedisGone,

    /// <summary>A majority names another one.</summary>
    AnotherNamed,

    /// <summary>The running failover has promoted another one.</summary>
    AnotherPromoted,

    /// <summary>Too few sentinels answer, or they do not agree.</summary>
    NoMajority,

    /// <summary>This redis does not say what it is.</summary>
    RedisSilent,
}

/// <param name="Claim">to be passed to the next decision</param>
/// <param name="Until">when it becomes another one unless something changes: <see cref="Verdict.Wait"/> becomes <see cref="Verdict.Drop"/>, and <see cref="Verdict.Hold"/> becomes <see cref="Verdict.Wait"/></param>
public sealed record Decision(Verdict Verdict, HoldReason Reason, string Message, Claim? Claim = null, TimeSpan? Until = null);
