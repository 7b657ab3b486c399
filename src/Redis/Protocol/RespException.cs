namespace RedisOperator.Redis;

/// <summary>The bytes received are not RESP, or exceed <see cref="RespLimits"/>. The connection they came from cannot be used further.</summary>
internal sealed class RespException : Exception
{
    public RespException()
    {
    }

    public RespException(string message)
        : base(message)
    {
    }

    public RespException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
