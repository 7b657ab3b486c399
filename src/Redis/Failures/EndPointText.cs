using System.Net;

namespace RedisOperator.Redis;

internal static class EndPointText
{
    /// <summary>host:port; the framework writes a name's address family in front of it.</summary>
    public static string Of(EndPoint endPoint) => endPoint is DnsEndPoint name ? $"{name.Host}:{name.Port}" : endPoint.ToString()!;
}
