namespace RedisOperator.Redis;

/// <summary>
/// A replica as one sentinel sees it (SENTINEL REPLICAS); addresses and offsets are as old as <see cref="InfoAge"/>, up to 10 s.
/// <para>
/// On the sentinel that leads a failover the chosen replica has the flag <c>promoted</c> from +selected-slave until +switch-master, so a subscriber that missed
/// the event can still read who was chosen. <c>SENTINEL REPLICAS</c> during the failover (7.0.15): <c>slave,promoted</c> at send_slaveof_noone,
/// <c>slave,disconnected,promoted</c> just after the promotion, <c>slave,promoted</c> again; the other replica <c>slave,reconf_sent</c>, <c>slave,reconf_done</c>.
/// </para>
/// </summary>
public sealed class SentinelReplica
{
    private readonly SentinelFields _fields;

    internal SentinelReplica(RedisResult answer) => _fields = new SentinelFields(answer);

    public string? Name => _fields["name"];

    public string? Ip => _fields["ip"];

    public int? Port => _fields.Int("port");

    public HostPort? Address => HostPort.From(Ip, _fields["port"]);

    public string? RunId => _fields["runid"];

    public IReadOnlySet<string> Flags => _fields.Flags;

    /// <summary>Chosen by the failover that this sentinel leads now.</summary>
    public bool IsPromoted => Flags.Contains("promoted");

    public bool IsSubjectivelyDown => Flags.Contains("s_down");

    public bool IsDisconnected => Flags.Contains("disconnected");

    /// <summary>Null when the sentinel has not learned it.</summary>
    public bool? MasterLinkUp => _fields["master-link-status"] switch { "ok" => true, "err" => false, _ => null };

    public string? MasterLinkStatus => _fields["master-link-status"];

    public HostPort? Master => HostPort.From(_fields["master-host"], _fields["master-port"]);

    public long? SlaveReplOffset => _fields.Number("slave-repl-offset");

    public int? SlavePriority => _fields.Int("slave-priority");

    /// <summary>Since its last answer to a PING of this sentinel, which sends one every second. A replica that has been silent for 5 s is not selected (NOGOODSLAVE).</summary>
    public TimeSpan? LastPongAge => _fields.Time("last-ok-ping-reply");

    public TimeSpan? InfoAge => _fields.Time("info-refresh");

    public string? RoleReported => _fields["role-reported"];

    public string? this[string field] => _fields[field];
}
