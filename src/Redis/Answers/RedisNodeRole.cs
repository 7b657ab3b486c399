namespace RedisOperator.Redis;

/// <summary>What a process says it is.</summary>
public enum RedisNodeRole
{
    /// <summary>It did not say, or said something this code does not know.</summary>
    Unknown,
    Master,
    Replica,
    Sentinel,
}
