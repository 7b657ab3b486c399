using System.Net;
using System.Net.Sockets;

namespace RedisOperator.Redis;

/// <summary>From the operating system's error to what it means for a Redis process.</summary>
internal static class SocketFailure
{
    public static RedisFailureKind KindOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => RedisFailureKind.Refused,
        SocketError.TimedOut => RedisFailureKind.Timeout,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.Disconnecting
            or SocketError.NotConnected or SocketError.OperationAborted => RedisFailureKind.ConnectionLost,
        _ => RedisFailureKind.Unreachable,
    };

    public static RedisFailure From(SocketException error, EndPoint endPoint, string operation) =>
        new(KindOf(error.SocketErrorCode), endPoint, operation, $"{error.SocketErrorCode}");
}
