using System.Globalization;

namespace RedisOperator.Redis;

/// <summary>
/// The SENTINEL commands, typed. All throw <see cref="RedisException"/>, whose Code tells refusals apart: NOGOODSLAVE and INPROG for a failover,
/// NOQUORUM for CKQUORUM.
/// <para>
/// With <c>requirepass</c> a sentinel wants AUTH before any of them, PING included. Sentinels show each other <c>sentinel sentinel-pass</c>, and where that
/// is not set their own <c>requirepass</c>; with a wrong one each takes the others for down (<c>s_down,sentinel</c>, NOQUORUM). Seen on 7.0.15.
/// </para>
/// </summary>
public static class SentinelCommands
{
    /// <summary>What this sentinel says of the master, or null when it monitors no master of this name.</summary>
    public static async Task<SentinelMaster?> SentinelMasterAsync(this RedisConnection sentinel, string name, CancellationToken ct) =>
        await MonitoredAsync(sentinel, ct, "SENTINEL", "MASTER", name) is { } answer ? new SentinelMaster(answer) : null;

    public static async Task<IReadOnlyList<SentinelMaster>> SentinelMastersAsync(this RedisConnection sentinel, CancellationToken ct) =>
        [.. (await sentinel.ExecuteAsync(ct, "SENTINEL", "MASTERS")).Items.Select(item => new SentinelMaster(item))];

    /// <summary>Who clients are told the master is; null when no master of this name is monitored. Names the promoted replica from +promoted-slave on.</summary>
    public static async Task<HostPort?> SentinelGetMasterAddressAsync(this RedisConnection sentinel, string name, CancellationToken ct)
    {
        var answer = await sentinel.ExecuteAsync(ct, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", name);
        return answer.Items is [var host, var port] ? HostPort.From(host.AsString(), port.AsString()) : null;
    }

    /// <summary>The replicas known for this master, or null when it is not monitored.</summary>
    public static async Task<IReadOnlyList<SentinelReplica>?> SentinelReplicasAsync(this RedisConnection sentinel, string name, CancellationToken ct) =>
        await MonitoredAsync(sentinel, ct, "SENTINEL", "REPLICAS", name) is { } answer ? [.. answer.Items.Select(item => new SentinelReplica(item))] : null;

    /// <summary>The other sentinels known for this master, or null when it is not monitored.</summary>
    public static async Task<IReadOnlyList<SentinelPeer>?> SentinelSentinelsAsync(this RedisConnection sentinel, string name, CancellationToken ct) =>
        await MonitoredAsync(sentinel, ct, "SENTINEL", "SENTINELS", name) is { } answer ? [.. answer.Items.Select(item => new SentinelPeer(item))] : null;

    /// <summary>
    /// Starts a failover without asking the other sentinels. Only ever to one sentinel: two of them promote two replicas.
    /// The answer comes when it has started, not when it is done.
    /// </summary>
    public static Task SentinelFailoverAsync(this RedisConnection sentinel, string name, CancellationToken ct) =>
        sentinel.ExecuteAsync(ct, "SENTINEL", "FAILOVER", name);

    /// <param name="ip">An address, not a name, unless the sentinel has resolve-hostnames on.</param>
    public static Task SentinelMonitorAsync(this RedisConnection sentinel, string name, string ip, int port, int quorum, CancellationToken ct) =>
        sentinel.ExecuteAsync(ct, "SENTINEL", "MONITOR", name, ip, Text(port), Text(quorum));

    /// <summary>Options of one master: auth-pass, down-after-milliseconds, failover-timeout, parallel-syncs, quorum, … Not passed on to other sentinels.</summary>
    public static Task SentinelSetAsync(this RedisConnection sentinel, string name, string option, string value, CancellationToken ct) =>
        sentinel.ExecuteAsync(ct, "SENTINEL", "SET", name, option, value);

    public static Task SentinelRemoveAsync(this RedisConnection sentinel, string name, CancellationToken ct) => sentinel.ExecuteAsync(ct, "SENTINEL", "REMOVE", name);

    /// <summary>
    /// Forgets replicas and sentinels of the masters that match, to be discovered anew in 4 to 10 s. One sentinel at a time, and only with a healthy master:
    /// otherwise all forget who could take over.
    /// </summary>
    public static async Task<long> SentinelResetAsync(this RedisConnection sentinel, string pattern, CancellationToken ct) =>
        (await sentinel.ExecuteAsync(ct, "SENTINEL", "RESET", pattern)).AsInt64() ?? 0;

    /// <summary>Whether quorum and majority can be reached. NOQUORUM is an answer here, not an exception.</summary>
    public static async Task<bool> SentinelCkQuorumAsync(this RedisConnection sentinel, string name, CancellationToken ct)
    {
        try
        {
            await sentinel.ExecuteAsync(ct, "SENTINEL", "CKQUORUM", name);
            return true;
        }
        catch (RedisException e) when (e.Code == "NOQUORUM")
        {
            return false;
        }
    }

    public static async Task<string?> SentinelMyIdAsync(this RedisConnection sentinel, CancellationToken ct) =>
        (await sentinel.ExecuteAsync(ct, "SENTINEL", "MYID")).AsString();

    /// <summary>
    /// The timing settings (lower-case names, such as info-period, to milliseconds). Without parameters SENTINEL DEBUG answers the current values
    /// since 7.0, as <c>INFO-PERIOD 10000 PING-PERIOD 1000 …</c>; null when this sentinel is older.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, long>?> SentinelDebugAsync(this RedisConnection sentinel, CancellationToken ct)
    {
        var answer = await UnlessUnknownAsync(sentinel.ExecuteAsync(ct, "SENTINEL", "DEBUG"));
        return answer?.AsDictionary()
            .Where(setting => setting.Value.AsInt64() is not null)
            .ToDictionary(setting => setting.Key.ToLowerInvariant(), setting => setting.Value.AsInt64()!.Value, StringComparer.Ordinal);
    }

    /// <summary>Sets timing settings (milliseconds), which this sentinel forgets when it restarts. False when it is too old to know any (before 7.0).</summary>
    public static async Task<bool> SentinelDebugAsync(this RedisConnection sentinel, IReadOnlyDictionary<string, long> settings, CancellationToken ct)
    {
        string[] arguments = ["SENTINEL", "DEBUG", .. settings.SelectMany(setting => new[] { setting.Key, Text(setting.Value) })];
        return await UnlessUnknownAsync(sentinel.ExecuteAsync(ct, arguments)) is not null;
    }

    /// <summary>
    /// "ERR No such master with that name" has no code of its own, so every plain ERR to a well-formed question about a master means that; null then.
    /// </summary>
    private static Task<RedisResult?> MonitoredAsync(RedisConnection sentinel, CancellationToken ct, params ReadOnlySpan<string> arguments) =>
        UnlessUnknownAsync(sentinel.ExecuteAsync(ct, arguments));

    private static async Task<RedisResult?> UnlessUnknownAsync(Task<RedisResult> asking)
    {
        try
        {
            return await asking;
        }
        catch (RedisException e) when (e.Code == "ERR")
        {
            return null;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
