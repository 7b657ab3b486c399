using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>How the operator connects to the processes of its groups: one form, so that all share one connection to each.</summary>
public static class RedisOptions
{
    public static ConfigurationOptions For(IPEndPoint endPoint, string? password) => new()
    {
        EndPoint = endPoint,
        Password = password,
        ConnectTimeout = TimeSpan.FromMilliseconds(500),
        CommandTimeout = TimeSpan.FromSeconds(1),
        // SENTINEL answers are maps in RESP3 and flat lists in RESP2; one form is enough.
        Protocol = 2,
        ClientName = "redis-operator",
    };
}
