namespace RedisOperator.Vip;

/// <summary>What this host's own redis is, as far as anybody can say.</summary>
public enum OwnRole
{
    /// <summary>No usable answer: frozen, loading, refusing the password, or not asked yet.</summary>
    Unknown,

    /// <summary>Its address refuses: there is no process.</summary>
    Gone,
    Replica,
    Master,
}

/// <param name="At">when it said so, on the evidence's clock</param>
/// <param name="Detail">what it said, or why it said nothing; for people</param>
public sealed record OwnRedis(OwnRole Role, TimeSpan At, string Detail);
