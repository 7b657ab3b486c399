using System.Net;
using RedisOperator.Operator.Resources;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>Connecting while passwords change: a process that started with an earlier file only knows the one before.</summary>
public static class PasswordFallback
{
    public static async Task<RedisConnection> OpenAsync(this RedisConnectionPool pool, IPEndPoint endPoint, GroupPasswords? passwords, CancellationToken ct)
    {
        try
        {
            return await pool.GetAsync(RedisOptions.For(endPoint, passwords?.Current), ct);
        }
        catch (RedisException refused) when (refused.Kind == RedisFailureKind.AuthenticationFailed && passwords?.Previous is not null)
        {
            return await pool.GetAsync(RedisOptions.For(endPoint, passwords.Previous), ct);
        }
    }
}
