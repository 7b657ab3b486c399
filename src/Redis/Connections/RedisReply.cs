using System.Diagnostics.CodeAnalysis;

namespace RedisOperator.Redis;

/// <summary>The outcome of one command in a pipeline: a result, or the reason there is none. Exactly one of the two is set.</summary>
public readonly record struct RedisReply(RedisResult? Result, RedisFailure? Failure)
{
    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    /// <exception cref="RedisException">There is none.</exception>
    public RedisResult GetResultOrThrow() => IsSuccess ? Result : throw Failure.ToException();
}
