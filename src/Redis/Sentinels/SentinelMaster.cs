namespace RedisOperator.Redis;

/// <summary>
/// What one sentinel says of a group's master (SENTINEL MASTER). What it does not say is null.
/// <para>
/// While this sentinel runs a failover that SENTINEL FAILOVER asked for, the flags are <c>master,failover_in_progress,force_failover</c>
/// (<c>master,disconnected,failover_in_progress,force_failover</c> for a dead master), and <see cref="FailoverState"/> goes through wait_start, select_slave,
/// send_slaveof_noone, wait_promotion, reconf_slaves; it is absent otherwise. Until the end Ip and Port stay those of the old master and only ConfigEpoch rises,
/// at reconf_slaves, when <see cref="SentinelCommands.SentinelGetMasterAddressAsync"/> already answers the promoted one. (Seen on 7.0.15.)
/// </para>
/// </summary>
public sealed class SentinelMaster
{
    private readonly SentinelFields _fields;

    internal SentinelMaster(RedisResult answer) => _fields = new SentinelFields(answer);

    public string? Name => _fields["name"];

    public string? Ip => _fields["ip"];

    public int? Port => _fields.Int("port");

    public HostPort? Address => HostPort.From(Ip, _fields["port"]);

    public string? RunId => _fields["runid"];

    /// <summary>master, s_down, o_down, disconnected, failover_in_progress, force_failover, …</summary>
    public IReadOnlySet<string> Flags => _fields.Flags;

    public bool IsSubjectivelyDown => Flags.Contains("s_down");

    public bool IsObjectivelyDown => Flags.Contains("o_down");

    /// <summary>This very sentinel leads a failover now; the others do not show it.</summary>
    public bool IsFailoverInProgress => Flags.Contains("failover_in_progress");

    /// <summary>Null when no failover runs here.</summary>
    public string? FailoverState => _fields["failover-state"];

    public long? ConfigEpoch => _fields.Number("config-epoch");

    public int? Quorum => _fields.Int("quorum");

    public TimeSpan? DownAfter => _fields.Time("down-after-milliseconds");

    public TimeSpan? FailoverTimeout => _fields.Time("failover-timeout");

    public int? ParallelSyncs => _fields.Int("parallel-syncs");

    public int? NumSlaves => _fields.Int("num-slaves");

    public int? NumOtherSentinels => _fields.Int("num-other-sentinels");

    /// <summary>For how long it has been s_down; null when it is not.</summary>
    public TimeSpan? SDownTime => _fields.Time("s-down-time");

    public TimeSpan? ODownTime => _fields.Time("o-down-time");

    /// <summary>Since its last INFO: how old the role and the offsets are.</summary>
    public TimeSpan? InfoAge => _fields.Time("info-refresh");

    public string? RoleReported => _fields["role-reported"];

    /// <summary>Any field by its own name.</summary>
    public string? this[string field] => _fields[field];
}
