using System.Net;

namespace RedisOperator.Redis;

/// <summary>A call to Redis failed; look at <see cref="Kind"/> and <see cref="Code"/>, the message is for people. A caller's own cancellation is an <see cref="OperationCanceledException"/> instead.</summary>
public sealed class RedisException : Exception
{
    private static readonly RedisFailure Unknown = new(RedisFailureKind.ServerError, new IPEndPoint(IPAddress.None, 0), "unknown operation", "no details");

    public RedisException()
        : this(Unknown)
    {
    }

    public RedisException(string message)
        : this(Unknown with { Detail = message })
    {
    }

    public RedisException(string message, Exception innerException)
        : this(Unknown with { Detail = message }, innerException)
    {
    }

    public RedisException(RedisFailure failure, Exception? innerException = null)
        : base(failure.Message, innerException) => Failure = failure;

    public RedisFailure Failure { get; }

    public RedisFailureKind Kind => Failure.Kind;

    public string? Code => Failure.Code;
}
