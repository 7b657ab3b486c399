using System.Collections.Immutable;
using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>
/// From where the group's sentinels speak to this host's redis: a sentinel that announces an address which no host has is still on a host, and connects from there.
/// </summary>
internal sealed class SentinelOrigins
{
    /// <summary>Far more than a group has sentinels; those that have moved away go when others come.</summary>
    private const int Most = 16;

    private ImmutableArray<IPAddress> _seen = []; // the one seen last comes first; written by the task that asks alone

    public IReadOnlyCollection<IPAddress> Seen => _seen;

    /// <summary>A redis that does not say changes nothing. It has to be asked for its subscribers only: there may be thousands of clients, and each sentinel subscribes.</summary>
    public async Task AskAsync(RedisConnection redis, CancellationToken ct)
    {
        var reply = (await redis.ExecuteManyAsync([["CLIENT", "LIST", "TYPE", "pubsub"]], ct))[0];
        if (reply.IsSuccess)
        {
            Note(reply.Result.AsString() ?? "");
        }
    }

    /// <param name="clients">as CLIENT LIST has them, a line each</param>
    internal void Note(string clients)
    {
        var now = clients.Split('\n').Where(IsSentinel).Select(Origin).OfType<IPAddress>().Distinct().ToArray();
        _seen = [.. now.Concat(_seen.Except(now)).Take(Most)];
    }

    /// <summary>Sentinel names its connections sentinel-ID-cmd and sentinel-ID-pubsub.</summary>
    private static bool IsSentinel(string client) => client.Contains(" name=sentinel-", StringComparison.Ordinal);

    private static IPAddress? Origin(string client) =>
        client.Split(' ').FirstOrDefault(field => field.StartsWith("addr=", StringComparison.Ordinal)) is { } field && IPEndPoint.TryParse(field["addr=".Length..], out var origin)
            ? origin.Address.IsIPv4MappedToIPv6 ? origin.Address.MapToIPv4() : origin.Address
            : null;
}
