namespace RedisOperator.Vip;

/// <summary>
/// The settings by name: <c>--NAME</c> on the command line, <c>NAME value</c> in the configuration file, <c>REDIS_OPERATOR_VIP_NAME</c> (upper case, _ for -) in the environment.
/// </summary>
public static class SettingNames
{
    public const string Vip = "vip";
    public const string Interface = "interface";
    public const string MasterName = "master-name";
    public const string Redis = "redis";
    public const string Sentinel = "sentinel";
    public const string AnnouncedAs = "announced-as";
    public const string Peer = "peer";
    public const string HoldFor = "hold-for";
    public const string Lease = "lease";
    public const string ArpCount = "arp-count";
    public const string RetryEvery = "retry-every";
    public const string StopWithin = "stop-within";
    public const string RedisUser = "redis-user";
    public const string RedisPasswordFile = "redis-password-file";
    public const string SentinelUser = "sentinel-user";
    public const string SentinelPasswordFile = "sentinel-password-file";
    public const string StatusFile = "status-file";
    public const string StatusPort = "status-port";
    public const string LogLevel = "log-level";

    /// <summary>Only in the environment: an argument is readable by everybody on the host.</summary>
    public const string RedisPassword = "redis-password";

    /// <summary>Only in the environment.</summary>
    public const string SentinelPassword = "sentinel-password";

    /// <summary>Where the file is looked for when nobody says.</summary>
    public const string DefaultFile = "/etc/redis-operator/vip.conf";

    public const string EnvironmentPrefix = "REDIS_OPERATOR_VIP_";

    public static IReadOnlyList<string> All { get; } =
    [
        Vip, Interface, MasterName, Redis, Sentinel, AnnouncedAs, Peer, HoldFor, Lease, ArpCount, RetryEvery, StopWithin,
        RedisUser, RedisPasswordFile, SentinelUser, SentinelPasswordFile, StatusFile, StatusPort, LogLevel,
    ];

    public static IReadOnlyList<string> Secret { get; } = [RedisPassword, SentinelPassword];

    /// <summary>May be given several times.</summary>
    public static bool IsList(string name) => name is Sentinel or Peer;

    public static string Variable(string name) => EnvironmentPrefix + name.ToUpperInvariant().Replace('-', '_');
}
