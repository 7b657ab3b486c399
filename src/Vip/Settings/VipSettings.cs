using System.Globalization;
using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>How the address is kept on this host. Passwords are not part of what is printed.</summary>
public sealed record VipSettings
{
    public required VipAddress Vip { get; init; }

    public required string Interface { get; init; }

    /// <summary>As in <c>sentinel monitor NAME …</c>.</summary>
    public string MasterName { get; init; } = "mymaster";

    /// <summary>This host's own redis.</summary>
    public HostPort Redis { get; init; } = new("127.0.0.1", 6379);

    /// <summary>Where to begin; the others are learned from these.</summary>
    public IReadOnlyList<HostPort> Sentinels { get; init; } = [new("127.0.0.1", 26379)];

    /// <summary>How sentinels name this host's redis, where that is none of this host's own addresses with the port of <see cref="Redis"/>.</summary>
    public HostPort? AnnouncedAs { get; init; }

    /// <summary>Addresses of the group's hosts on the VIP's network, where these are not the ones by which redis and sentinel know each other.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>For how long the address stays without a majority; 2 s – 10 min. Null: Sentinel's down-after-milliseconds, and no less than that.</summary>
    public TimeSpan? HoldFor { get; init; }

    /// <summary>The kernel removes the address when nobody has renewed it for this long; 3 s – 10 min.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Announcements after the address was taken, the first at once; 1–10.</summary>
    public int ArpCount { get; init; } = 3;

    /// <summary>How often the agent tries again what this host refuses, 1 s – 10 min. Null: it ends instead, and whoever started it tries again.</summary>
    public TimeSpan? RetryEvery { get; init; }

    /// <summary>For how long an agent that is asked to end keeps the address while its redis is still master; 0 – 5 min. For where redis is asked to end at the same moment, and hands over first.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.Zero;

    public string? RedisUser { get; init; }

    public Password? RedisPassword { get; init; }

    public string? SentinelUser { get; init; }

    public Password? SentinelPassword { get; init; }

    /// <summary>Where the agent writes what it thinks, for <c>vip status</c>; null: nowhere.</summary>
    public string? StatusFile { get; init; }

    /// <summary>Where the agent answers /healthz and /status over HTTP; null: nowhere.</summary>
    public int? StatusPort { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <exception cref="VipRefusedException">Something is missing or is not what it should be; the message says what to write.</exception>
    public static VipSettings From(SettingLayers layers, Func<string, string> readFile)
    {
        var defaults = new VipSettings { Vip = null!, Interface = null! };
        return new VipSettings
        {
            Vip = VipAddress.Parse(Required(layers, SettingNames.Vip, "172.16.1.50/24")),
            Interface = Required(layers, SettingNames.Interface, "ens192"),
            MasterName = layers.One(SettingNames.MasterName) ?? defaults.MasterName,
            Redis = Address(layers, SettingNames.Redis, 6379) ?? defaults.Redis,
            Sentinels = layers.Many(SettingNames.Sentinel) is { Count: > 0 } given ? [.. given.Select(text => Address(SettingNames.Sentinel, text, 26379))] : defaults.Sentinels,
            AnnouncedAs = Address(layers, SettingNames.AnnouncedAs, 6379),
            Peers = [.. layers.Many(SettingNames.Peer).Select(Peer)],
            HoldFor = Time(layers, SettingNames.HoldFor, HoldRules.ShortestHoldFor, TimeSpan.FromMinutes(10)),
            Lease = Time(layers, SettingNames.Lease, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(10)) ?? defaults.Lease,
            ArpCount = Number(layers, SettingNames.ArpCount, 1, 10) ?? defaults.ArpCount,
            RetryEvery = Time(layers, SettingNames.RetryEvery, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            StopWithin = Time(layers, SettingNames.StopWithin, TimeSpan.Zero, TimeSpan.FromMinutes(5)) ?? defaults.StopWithin,
            RedisUser = layers.One(SettingNames.RedisUser),
            RedisPassword = PasswordOf(layers, SettingNames.RedisPassword, SettingNames.RedisPasswordFile, readFile),
            SentinelUser = layers.One(SettingNames.SentinelUser),
            SentinelPassword = PasswordOf(layers, SettingNames.SentinelPassword, SettingNames.SentinelPasswordFile, readFile),
            StatusFile = layers.One(SettingNames.StatusFile),
            StatusPort = Number(layers, SettingNames.StatusPort, 1, 65535),
            LogLevel = Level(layers) ?? defaults.LogLevel,
        };
    }

    public override string ToString() => $"{Vip} on {Interface}";

    private static string Required(SettingLayers layers, string name, string example) => layers.One(name)
        ?? throw new VipRefusedException($"--{name} is missing, such as --{name} {example} (or '{name} {example}' in {SettingNames.DefaultFile}, or {SettingNames.Variable(name)}={example})");

    private static HostPort? Address(SettingLayers layers, string name, int port) => layers.One(name) is { } text ? Address(name, text, port) : null;

    /// <summary>HOST, HOST:PORT, an IPv6 address, or one in brackets with a port.</summary>
    private static HostPort Address(string name, string text, int port)
    {
        if (IPAddress.TryParse(text, out var alone) && !text.StartsWith('['))
        {
            return new HostPort(alone.ToString(), port);
        }

        var colon = text.LastIndexOf(':');
        var (host, number) = colon < 0 || text.EndsWith(']') ? (text, $"{port}") : (text[..colon], text[(colon + 1)..]);
        return HostPort.From(host.Trim('[', ']'), number) is { Port: > 0 } address && !host.Trim('[', ']').Contains('/')
            ? address
            : throw new VipRefusedException($"--{name} {text} is no HOST:PORT, such as 172.16.1.10:{port}");
    }

    private static string Peer(string text) => IPAddress.TryParse(text, out var address)
        ? address.ToString()
        : throw new VipRefusedException($"--{SettingNames.Peer} {text} is no IP address: give the address that the host has on the VIP's network");

    private static TimeSpan? Time(SettingLayers layers, string name, TimeSpan min, TimeSpan max)
    {
        if (layers.One(name) is not { } text)
        {
            return null;
        }

        return Duration(text) is { } time && time >= min && time <= max
            ? time
            : throw new VipRefusedException($"--{name} {text} is no time from {min.TotalSeconds:0} s to {max.TotalMinutes:0} min: write it with its unit, such as 5s or 1500ms");
    }

    private static TimeSpan? Duration(string text)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        return double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e6
            ? text[digits..] switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "s" => TimeSpan.FromSeconds(number),
                "m" or "min" => TimeSpan.FromMinutes(number),
                _ => null,
            }
            : null;
    }

    private static int? Number(SettingLayers layers, string name, int min, int max)
    {
        if (layers.One(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, out var number) && number >= min && number <= max ? number : throw new VipRefusedException($"--{name} must be from {min} to {max}, not {text}");
    }

    private static LogLevel? Level(SettingLayers layers)
    {
        if (layers.One(SettingNames.LogLevel) is not { } text)
        {
            return null;
        }

        return Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new VipRefusedException($"--{SettingNames.LogLevel} {text}: write Trace, Debug, Information, Warning or Error");
    }

    private static Password? PasswordOf(SettingLayers layers, string name, string fileName, Func<string, string> readFile)
    {
        if (layers.One(fileName) is not { } path)
        {
            return layers.One(name) is { } text ? Password.Fixed(text) : null;
        }

        try
        {
            return Password.InFile(path, readFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VipRefusedException($"--{fileName} {path} cannot be read: {e.Message}", e);
        }
    }
}
