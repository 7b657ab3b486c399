using System.Collections.Frozen;

namespace RedisOperator.Redis;

/// <summary>The answer to INFO. A field that the answer does not have is null: unknown, not zero and not false.</summary>
public sealed class RedisInfo
{
    private readonly FrozenDictionary<string, string> _fields;
    private readonly FrozenSet<string> _sections;

    private RedisInfo(FrozenDictionary<string, string> fields, FrozenSet<string> sections)
    {
        _fields = fields;
        _sections = sections;
    }

    public RedisNodeRole Role => this["role"] switch
    {
        "master" => RedisNodeRole.Master,
        "slave" => RedisNodeRole.Replica,
        _ => this["redis_mode"] == "sentinel" ? RedisNodeRole.Sentinel : RedisNodeRole.Unknown,
    };

    /// <summary>New at every start of the process.</summary>
    public string? RunId => this["run_id"];

    public string? Version => this["redis_version"];

    /// <summary>Only where the server is Valkey; <see cref="Version"/> is then the Redis version it stands in for.</summary>
    public string? ValkeyVersion => this["valkey_version"];

    public string? Mode => this["redis_mode"];

    public long? UptimeSeconds => Number("uptime_in_seconds");

    public string? MasterHost => this["master_host"];

    public int? MasterPort => (int?)Number("master_port");

    /// <summary>Null on a master.</summary>
    public bool? MasterLinkUp => this["master_link_status"] switch { "up" => true, "down" => false, _ => null };

    public long? MasterLinkDownSeconds => Number("master_link_down_since_seconds");

    public bool? MasterSyncInProgress => Flag("master_sync_in_progress");

    /// <summary>Of the replication stream this process serves; on a replica what it would go on from as master.</summary>
    public long? MasterReplOffset => Number("master_repl_offset");

    /// <summary>What this replica has applied; null on a master.</summary>
    public long? SlaveReplOffset => Number("slave_repl_offset");

    public int? SlavePriority => (int?)Number("slave_priority");

    public int? ConnectedReplicas => (int?)Number("connected_slaves");

    public string? MasterReplId => this["master_replid"];

    /// <summary>The stream this process followed before it was promoted, up to <see cref="SecondReplOffset"/>.</summary>
    public string? MasterReplId2 => this["master_replid2"];

    public long? SecondReplOffset => Number("second_repl_offset");

    public bool? Loading => Flag("loading");

    public bool? AofEnabled => Flag("aof_enabled");

    public long? UsedMemory => Number("used_memory");

    public long? ConnectedClients => Number("connected_clients");

    /// <summary>Keys in all databases: 0 when the keyspace section is there and empty, null when the section was not asked for.</summary>
    public long? KeyCount => _sections.Contains("Keyspace")
        ? _fields.Where(entry => entry.Key.StartsWith("db", StringComparison.Ordinal)).Sum(entry => KeysOf(entry.Value))
        : null;

    /// <summary>Any field by its own name.</summary>
    public string? this[string field] => _fields.GetValueOrDefault(field);

    public static RedisInfo Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith('#'))
            {
                sections.Add(line[1..].Trim());
            }
            else if (line.IndexOf(':') is > 0 and var colon)
            {
                fields[line[..colon]] = line[(colon + 1)..];
            }
        }

        return new RedisInfo(fields.ToFrozenDictionary(StringComparer.Ordinal), sections.ToFrozenSet(StringComparer.Ordinal));
    }

    private long? Number(string field) => long.TryParse(this[field], out var number) ? number : null;

    private bool? Flag(string field) => this[field] switch { "1" => true, "0" => false, _ => null };

    /// <summary><c>keys=3,expires=0,avg_ttl=0</c></summary>
    private static long KeysOf(string database) =>
        database.StartsWith("keys=", StringComparison.Ordinal) && long.TryParse(database["keys=".Length..].Split(',')[0], out var keys) ? keys : 0;
}
