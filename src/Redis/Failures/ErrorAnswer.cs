using System.Net;

namespace RedisOperator.Redis;

/// <summary>From an error answer to what it means. The code decides; the text is only passed on.</summary>
internal static class ErrorAnswer
{
    public static RedisFailure ToFailure(RedisResult error, EndPoint endPoint, CommandName command) => new(
        KindOf(error.ErrorCode!),
        endPoint,
        command.Text,
        command.CarriesSecret ? error.ErrorCode! : error.AsString()!,
        error.ErrorCode);

    private static RedisFailureKind KindOf(string code) => code switch
    {
        "NOAUTH" or "WRONGPASS" => RedisFailureKind.AuthenticationFailed,
        "NOPERM" => RedisFailureKind.NotPermitted,
        "DENIED" => RedisFailureKind.Denied,
        "LOADING" => RedisFailureKind.Loading,
        _ => RedisFailureKind.ServerError,
    };
}
