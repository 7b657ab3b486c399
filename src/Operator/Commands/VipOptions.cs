using System.CommandLine;
using RedisOperator.Vip;

namespace RedisOperator.Operator.Commands;

/// <summary>The options that all <c>vip</c> commands share. Each may stand in the configuration file or in the environment instead.</summary>
internal sealed class VipOptions
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = $"File with a setting a line, as in redis.conf, such as 'interface ens192' (default: {SettingNames.DefaultFile} where it exists). Options count more, then {SettingNames.EnvironmentPrefix}INTERFACE and the like.",
    };

    private readonly Dictionary<string, Option> _settings = new(StringComparer.Ordinal)
    {
        [SettingNames.Vip] = One(SettingNames.Vip, "The address and its network's prefix, such as 172.16.1.50/24 or fd00::50/64."),
        [SettingNames.Interface] = One(SettingNames.Interface, "The interface that is to have it, such as ens192."),
        [SettingNames.MasterName] = One(SettingNames.MasterName, "The name in 'sentinel monitor' (default: mymaster)."),
        [SettingNames.Redis] = One(SettingNames.Redis, "This host's own redis, HOST:PORT (default: 127.0.0.1:6379)."),
        [SettingNames.Sentinel] = List(SettingNames.Sentinel, "Sentinels, HOST:PORT, one or more; the others are learned from these (default: 127.0.0.1:26379)."),
        [SettingNames.AnnouncedAs] = One(SettingNames.AnnouncedAs, "How sentinels name this host's redis, where that is no address of this host (default: what redis says itself, by its replica-announce-ip and replica-announce-port)."),
        [SettingNames.Peer] = List(SettingNames.Peer, "The other hosts' addresses on the VIP's network, where neither redis nor sentinel uses it."),
        [SettingNames.HoldFor] = One(SettingNames.HoldFor, "How long the address stays without a sentinel majority, 2s to 10m (default: the group's down-after-milliseconds, but no less than 2s)."),
        [SettingNames.Lease] = One(SettingNames.Lease, "The kernel takes the address off when the agent has not renewed it for this long, 3s to 10m (default: 10s)."),
        [SettingNames.ArpCount] = One(SettingNames.ArpCount, "Announcements after taking it, the first at once, 1 to 10 (default: 3)."),
        [SettingNames.RetryEvery] = One(SettingNames.RetryEvery, "Try again this often what this host refuses, such as a missing interface, 1s to 10m, and say so at --status-port and in --status-file (default: none, end with exit code 2)."),
        [SettingNames.StopWithin] = One(SettingNames.StopWithin, "On SIGTERM keep the address while redis here is still master, for this long at most, 0s to 5m (default: 0s). For where redis is stopped at the same moment and hands over first."),
        [SettingNames.RedisUser] = One(SettingNames.RedisUser, "ACL user for redis (default: the default user)."),
        [SettingNames.RedisPasswordFile] = One(SettingNames.RedisPasswordFile, "File with the password of redis; read again for each connection."),
        [SettingNames.SentinelUser] = One(SettingNames.SentinelUser, "ACL user for sentinel."),
        [SettingNames.SentinelPasswordFile] = One(SettingNames.SentinelPasswordFile, "File with the password of sentinel; read again for each connection."),
        [SettingNames.StatusFile] = One(SettingNames.StatusFile, "Where the agent writes its state for 'vip status' (default: status.json in systemd's RuntimeDirectory, else /run/redis-operator-vip)."),
        [SettingNames.StatusPort] = One(SettingNames.StatusPort, "Port on which the agent answers /healthz and /status (JSON) over HTTP (default: none)."),
        [SettingNames.LogLevel] = One(SettingNames.LogLevel, "Trace, Debug, Information, Warning or Error (default: Information)."),
    };

    public void AddTo(Command command)
    {
        command.Add(_config);
        foreach (var option in _settings.Values)
        {
            command.Add(option);
        }
    }

    /// <exception cref="VipRefusedException">Something is missing, or is not what it should be.</exception>
    public VipSettings Read(ParseResult parsed)
    {
        var layers = new SettingLayers()
            .Add("the command line", _settings.Select(setting => KeyValuePair.Create<string, IReadOnlyList<string>>(setting.Key, Given(parsed, setting.Value))))
            .AddEnvironment(Environment.GetEnvironmentVariable);
        var settings = VipSettings.From(AddFile(layers, parsed.GetValue(_config)), File.ReadAllText);
        return settings.StatusFile is null ? settings with { StatusFile = Path.Combine(RuntimeDirectory(), "status.json") } : settings;
    }

    private static SettingLayers AddFile(SettingLayers layers, string? given)
    {
        var path = given ?? SettingNames.DefaultFile;
        if (given is null && !File.Exists(path))
        {
            return layers;
        }

        try
        {
            return layers.AddFile(path, File.ReadAllLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VipRefusedException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static string RuntimeDirectory() => Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is { Length: > 0 } folder ? folder.Split(':')[0] : "/run/redis-operator-vip";

    private static string[] Given(ParseResult parsed, Option option) => option switch
    {
        Option<string[]> list => parsed.GetValue(list) ?? [],
        Option<string?> one when parsed.GetValue(one) is { } value => [value],
        _ => [],
    };

    private static Option<string?> One(string name, string description) => new($"--{name}") { Description = description };

    private static Option<string[]> List(string name, string description) => new($"--{name}") { Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
