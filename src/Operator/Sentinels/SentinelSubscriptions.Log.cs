using System.Net;
using k8s;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Sentinels;

public sealed partial class SentinelSubscriptions
{
    [LoggerMessage(3001, LogLevel.Debug, "{Group}: sentinel {EndPoint} says {Channel} {Payload}")]
    private partial void LogHeard(NamespacedName group, EndPoint endPoint, string channel, string payload);

    [LoggerMessage(3002, LogLevel.Information, "{Group}: the connection to {EndPoint} is lost ({Kind})")]
    private partial void LogLost(NamespacedName group, IPEndPoint endPoint, RedisFailureKind kind);
}
