using System.Net;

namespace RedisOperator.Redis;

/// <summary>Connects, sends nothing, and hangs up: the quickest question that can be asked about a process.</summary>
internal static class ReachabilityProbe
{
    public static async Task<Reachability> RunAsync(EndPoint endPoint, TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        try
        {
            var connected = await SocketConnector.ConnectAsync(endPoint, timeout, time, ct);
            connected.Socket.Dispose();
            return Reachability.Accepting;
        }
        catch (RedisException e)
        {
            return e.Kind switch
            {
                RedisFailureKind.Refused or RedisFailureKind.ConnectionLost => Reachability.Refused,
                RedisFailureKind.Timeout => Reachability.Timeout,
                _ => Reachability.Unreachable,
            };
        }
    }
}
