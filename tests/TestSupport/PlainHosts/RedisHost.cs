using System.Globalization;
using System.Text.RegularExpressions;

namespace RedisOperator.TestSupport.PlainHosts;

/// <summary>A host with redis and sentinel side by side, as in the old set-up, and whatever moves the address.</summary>
public sealed partial class RedisHost(PlainHost host, TempDirectory files)
{
    public const int Port = 6379;
    public const int SentinelPort = 26379;
    public const string MasterName = "mymaster";

    /// <summary>Stands for the user that systemd makes for the unit.</summary>
    public const int User = 65534;

    private RunningProcess? _redis;
    private RunningProcess? _sentinel;
    private RunningProcess? _agent;
    private long _promotedAt;

    public PlainHost Host => host;

    public string Address => host.Address;

    /// <summary>An address by which redis and sentinel make themselves known in place of the host's; null: none.</summary>
    public string? Announced { get; init; }

    /// <summary>As sentinels name it.</summary>
    public string NamedAs => Announced ?? Address;

    public bool RedisRuns => _redis is { HasExited: false };

    public bool SentinelRuns => _sentinel is { HasExited: false };

    public bool AgentRuns => _agent is { HasExited: false };

    /// <summary>When its redis last became master and took writes from then on, by its own log and this machine's clock; null while it has not.</summary>
    public DateTime? PromotedAt => Interlocked.Read(ref _promotedAt) is > 0 and var ticks ? new DateTime(ticks) : null;

    public string AgentLog => _agent?.Tail ?? "";

    /// <param name="of">whose replica; null begins as master</param>
    public async Task StartRedisAsync(string? of)
    {
        var folder = Directory.CreateDirectory(Path.Combine(files.Path, host.Name)).FullName;
        string[] lines =
        [
            "bind 0.0.0.0 -::*", $"port {Port}", $"dir {folder}", "save \"\"", "appendonly no", "repl-diskless-sync-delay 0", "protected-mode no",
            $"requirepass {RedisServerProcess.Password}", $"masterauth {RedisServerProcess.Password}",
            .. of is null ? Array.Empty<string>() : [$"replicaof {of} {Port}"],
            .. Announced is null ? Array.Empty<string>() : [$"replica-announce-ip {Announced}"],
        ];
        await File.WriteAllLinesAsync(Path.Combine(folder, "redis.conf"), lines);
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), RedisServerProcess.Password);
        _redis = host.Start(new CommandLine("redis-server", Path.Combine(folder, "redis.conf")), ReadRedisLog);
    }

    /// <param name="master">whom to monitor</param>
    /// <param name="script">a client-reconfig-script; null: none</param>
    public async Task StartSentinelAsync(string master, TimeSpan downAfter, string? script = null)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(files.Path, host.Name)).FullName, "sentinel.conf");
        // Once: from then on it is sentinel's own memory.
        if (!File.Exists(file))
        {
            string[] lines =
            [
                "bind 0.0.0.0 -::*", $"port {SentinelPort}", $"dir {Path.GetDirectoryName(file)}", "protected-mode no",
                $"sentinel monitor {MasterName} {master} {Port} 2",
                $"sentinel auth-pass {MasterName} {RedisServerProcess.Password}",
                $"sentinel down-after-milliseconds {MasterName} {downAfter.TotalMilliseconds:0}",
                $"sentinel failover-timeout {MasterName} 5000",
                .. Announced is null ? Array.Empty<string>() : [$"sentinel announce-ip {Announced}"],
                .. script is null ? Array.Empty<string>() : [$"sentinel client-reconfig-script {MasterName} {script}"],
            ];
            await File.WriteAllLinesAsync(file, lines);
        }

        _sentinel = host.Start(new CommandLine("redis-sentinel", file));
    }

    public void StartAgent(VipUnderTest vip, params string[] options)
    {
        var password = Path.Combine(files.Path, host.Name, "password");
        _agent = host.Start(vip.Command("agent", ["--redis-password-file", password, "--status-file", StatusFile, .. options]));
    }

    /// <summary>As the systemd unit does: a user of its own, two ambient capabilities, no way to more. Such a user reads no file of this test.</summary>
    public void StartAgentAsUser(CommandLine agent) => _agent = host.Start(agent with
    {
        Program = "setpriv",
        Arguments =
        [
            "--reuid", $"{User}", "--regid", $"{User}", "--clear-groups", "--no-new-privs", "--inh-caps=-all,+net_admin,+net_raw", "--ambient-caps=+net_admin,+net_raw", "--bounding-set=-all,+net_admin,+net_raw", "--",
            agent.Program, .. agent.Arguments,
        ],
    });

    public string StatusFile => Path.Combine(files.Path, host.Name, "status.json");

    public string PasswordFile => Path.Combine(files.Path, host.Name, "password");

    public Task KillRedisAsync() => KillAsync(_redis);

    public Task KillSentinelAsync() => KillAsync(_sentinel);

    /// <summary>SIGKILL: it cannot clean up.</summary>
    public Task KillAgentAsync() => KillAsync(_agent);

    /// <summary>SIGTERM, as systemctl stop does.</summary>
    /// <param name="grace">then SIGKILL, which no exit code 0 comes from</param>
    public Task<RunResult> StopAgentAsync(TimeSpan? grace = null) => _agent!.StopAsync(grace);

    public void SignalAgent(int signal) => _agent!.Signal(signal);

    /// <summary>One command to the redis of this host, from this host.</summary>
    public async Task<string> RedisAsync(params string[] arguments) => await CliAsync(Port, RedisServerProcess.Password, arguments);

    public async Task<string> SentinelAsync(params string[] arguments) => await CliAsync(SentinelPort, null, arguments);

    /// <summary>redis-cli, to be run on this host.</summary>
    public CommandLine Cli(int port, string? password, params string[] arguments) => new("redis-cli", ["-h", "127.0.0.1", "-p", $"{port}", .. arguments])
    {
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["REDISCLI_AUTH"] = password },
    };

    private async Task<string> CliAsync(int port, string? password, string[] arguments) =>
        (await host.Wrap(Cli(port, password, arguments)).OutputAsync(TimeSpan.FromSeconds(10))).TrimEnd();

    private void ReadRedisLog(string line)
    {
        if (Promotion().Match(line) is { Success: true } promotion)
        {
            Interlocked.Exchange(ref _promotedAt, DateTime.ParseExact(promotion.Groups["at"].Value, "dd MMM yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture).Ticks);
        }
    }

    private static async Task KillAsync(RunningProcess? process)
    {
        if (process is not null)
        {
            process.Signal(Signals.Kill);
            await process.Completion;
        }
    }

    [GeneratedRegex(@"^\d+:[MS] (?<at>.*) \* MASTER MODE enabled", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Promotion();
}
