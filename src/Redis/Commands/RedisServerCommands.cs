using System.Globalization;

namespace RedisOperator.Redis;

/// <summary>The commands for a Redis server (INFO, ROLE and PING work on a sentinel too), typed. All throw <see cref="RedisException"/>.</summary>
public static class RedisServerCommands
{
    public static Task PingAsync(this RedisConnection redis, CancellationToken ct) => redis.ExecuteAsync(ct, "PING");

    /// <summary>Null asks for the default sections. Several sections in one call need Redis 7: ask twice, the calls are pipelined.</summary>
    public static async Task<RedisInfo> InfoAsync(this RedisConnection redis, CancellationToken ct, string? section = null)
    {
        var answer = await (section is null ? redis.ExecuteAsync(ct, "INFO") : redis.ExecuteAsync(ct, "INFO", section));
        return RedisInfo.Parse(answer.AsString() ?? "");
    }

    public static async Task<RedisRole> RoleAsync(this RedisConnection redis, CancellationToken ct) => RedisRole.Parse(await redis.ExecuteAsync(ct, "ROLE"));

    public static Task ReplicaOfAsync(this RedisConnection redis, string host, int port, CancellationToken ct) =>
        redis.ExecuteAsync(ct, "REPLICAOF", host, Text(port));

    /// <summary>Promotes: it goes on from the data it has. Harmless to repeat.</summary>
    public static Task ReplicaOfNoOneAsync(this RedisConnection redis, CancellationToken ct) => redis.ExecuteAsync(ct, "REPLICAOF", "NO", "ONE");

    public static Task ConfigSetAsync(this RedisConnection redis, string directive, string value, CancellationToken ct) =>
        redis.ExecuteAsync(ct, "CONFIG", "SET", directive, value);

    /// <summary>Directives that match the pattern; empty when none does.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ConfigGetAsync(this RedisConnection redis, string pattern, CancellationToken ct)
    {
        var answer = await redis.ExecuteAsync(ct, "CONFIG", "GET", pattern);
        return answer.AsDictionary().ToDictionary(field => field.Key, field => field.Value.AsString() ?? "", StringComparer.Ordinal);
    }

    /// <summary>Closes the connections of a type (normal, replica, pubsub, master) except this one; gives how many.</summary>
    public static async Task<long> ClientKillTypeAsync(this RedisConnection redis, string type, CancellationToken ct) =>
        (await redis.ExecuteAsync(ct, "CLIENT", "KILL", "TYPE", type)).AsInt64() ?? 0;

    /// <summary>Holds back every client's writes until the time is over or <see cref="ClientUnpauseAsync"/>. The time limit is the rollback if the caller dies.</summary>
    public static Task ClientPauseWritesAsync(this RedisConnection redis, TimeSpan time, CancellationToken ct) =>
        redis.ExecuteAsync(ct, "CLIENT", "PAUSE", Text((long)time.TotalMilliseconds), "WRITE");

    public static Task ClientUnpauseAsync(this RedisConnection redis, CancellationToken ct) => redis.ExecuteAsync(ct, "CLIENT", "UNPAUSE");

    /// <summary>Keys in database 0; <see cref="RedisInfo.KeyCount"/> counts all databases.</summary>
    public static async Task<long?> DbSizeAsync(this RedisConnection redis, CancellationToken ct) => (await redis.ExecuteAsync(ct, "DBSIZE")).AsInt64();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
