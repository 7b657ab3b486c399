namespace RedisOperator.Redis;

/// <summary>The shapes a RESP2 or RESP3 value can have.</summary>
public enum RedisResultKind
{
    Null,
    SimpleString,
    Error,
    Integer,
    Bulk,
    Double,
    Boolean,
    Array,
    Map,
    Set,
    Push,
}
