using System.Globalization;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>By what a redis says of itself, others know it, where that is not where it listens: replica-announce-ip and replica-announce-port.</summary>
/// <param name="Host">null: not announced</param>
/// <param name="Port">null: not announced</param>
internal sealed record AnnouncedAddress(string? Host, int? Port)
{
    public static readonly AnnouncedAddress None = new(null, null);

    /// <summary>Null when this user may not ask, or this server does not know the question: then nothing new is known.</summary>
    /// <exception cref="RedisException">The connection is no good.</exception>
    public static async Task<AnnouncedAddress?> AskAsync(RedisConnection redis, CancellationToken ct)
    {
        try
        {
            return From(await redis.ConfigGetAsync("replica-announce-*", ct));
        }
        catch (RedisException e) when (e.Kind is RedisFailureKind.NotPermitted or RedisFailureKind.ServerError)
        {
            return null;
        }
    }

    internal static AnnouncedAddress From(IReadOnlyDictionary<string, string> directives) => new(
        directives.GetValueOrDefault("replica-announce-ip") is { Length: > 0 } host ? host : null,
        int.TryParse(directives.GetValueOrDefault("replica-announce-port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null);
}
