using System.Net;

namespace RedisOperator.Redis;

/// <summary>What went wrong, as a value: the operation (never its arguments, which may hold a password), where, and why.</summary>
/// <param name="Code">The error answer's first word, such as NOGOODSLAVE or INPROG; null when the failure is no error answer.</param>
public sealed record RedisFailure(RedisFailureKind Kind, EndPoint EndPoint, string Operation, string Detail, string? Code = null)
{
    public string Message => $"{Operation} on {EndPointText.Of(EndPoint)}: {Detail}";

    public override string ToString() => $"{Kind}: {Message}";

    public RedisException ToException(Exception? cause = null) => new(this, cause);
}
