using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// Redis' own defaults of directives that can be set live, where Redis 6.2 to 8 and Valkey agree on them: what a directive that is taken out of the spec is set
/// back to. One whose default differs between versions (repl-diskless-sync, lazyfree-lazy-*, replica-lazy-flush) is not here; taking that out replaces pods.
/// </summary>
internal static class DefaultDirectives
{
    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["acllog-max-len"] = "128",
        ["active-expire-effort"] = "1",
        ["activedefrag"] = "no",
        ["activerehashing"] = "yes",
        ["aof-load-truncated"] = "yes",
        ["aof-rewrite-incremental-fsync"] = "yes",
        ["aof-timestamp-enabled"] = "no",
        ["aof-use-rdb-preamble"] = "yes",
        ["appendfsync"] = "everysec",
        ["auto-aof-rewrite-min-size"] = "64mb",
        ["auto-aof-rewrite-percentage"] = "100",
        ["busy-reply-threshold"] = "5000",
        ["client-output-buffer-limit"] = "normal 0 0 0 replica 256mb 64mb 60 pubsub 32mb 8mb 60",
        ["client-query-buffer-limit"] = "1gb",
        ["crash-log-enabled"] = "yes",
        ["crash-memcheck-enabled"] = "yes",
        ["dynamic-hz"] = "yes",
        ["hash-max-listpack-entries"] = "512",
        ["hash-max-listpack-value"] = "64",
        ["hash-max-ziplist-entries"] = "512",
        ["hash-max-ziplist-value"] = "64",
        ["hll-sparse-max-bytes"] = "3000",
        ["hz"] = "10",
        ["latency-monitor-threshold"] = "0",
        ["latency-tracking"] = "yes",
        ["latency-tracking-info-percentiles"] = "50 99 99.9",
        ["lfu-decay-time"] = "1",
        ["lfu-log-factor"] = "10",
        ["list-compress-depth"] = "0",
        ["list-max-listpack-size"] = "-2",
        ["list-max-ziplist-size"] = "-2",
        ["loglevel"] = "notice",
        ["lua-time-limit"] = "5000",
        ["maxclients"] = "10000",
        ["maxmemory"] = "0",
        ["maxmemory-clients"] = "0",
        ["maxmemory-eviction-tenacity"] = "10",
        ["maxmemory-policy"] = "noeviction",
        ["maxmemory-samples"] = "5",
        ["no-appendfsync-on-rewrite"] = "no",
        ["notify-keyspace-events"] = "",
        ["proto-max-bulk-len"] = "512mb",
        ["rdb-save-incremental-fsync"] = "yes",
        ["rdbcompression"] = "yes",
        ["repl-backlog-ttl"] = "3600",
        ["repl-disable-tcp-nodelay"] = "no",
        ["repl-diskless-load"] = "disabled",
        ["repl-ping-replica-period"] = "10",
        ["repl-ping-slave-period"] = "10",
        ["repl-timeout"] = "60",
        ["replica-ignore-maxmemory"] = "yes",
        ["replica-read-only"] = "yes",
        ["replica-serve-stale-data"] = "yes",
        ["set-max-intset-entries"] = "512",
        ["slave-ignore-maxmemory"] = "yes",
        ["slave-read-only"] = "yes",
        ["slave-serve-stale-data"] = "yes",
        ["slowlog-log-slower-than"] = "10000",
        ["slowlog-max-len"] = "128",
        ["stop-writes-on-bgsave-error"] = "yes",
        ["stream-node-max-bytes"] = "4096",
        ["stream-node-max-entries"] = "100",
        ["tcp-keepalive"] = "300",
        ["timeout"] = "0",
        ["tracking-table-max-keys"] = "1000000",
        ["zset-max-listpack-entries"] = "128",
        ["zset-max-listpack-value"] = "64",
        ["zset-max-ziplist-entries"] = "128",
        ["zset-max-ziplist-value"] = "64",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Values.Keys;

    public static bool Has(string name) => Values.ContainsKey(name);

    public static bool TryGet(string name, [NotNullWhen(true)] out string? value) => Values.TryGetValue(name, out value);
}
