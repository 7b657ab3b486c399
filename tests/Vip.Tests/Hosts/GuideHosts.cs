using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>
/// Hosts on which the commands of docs/vip-on-hosts.md can be run as they stand there: /etc and /usr/local/bin are theirs, and what would start systemd or fetch packages says only that it was asked.
/// The hosts share their files; that this is possible is what the guide promises of them.
/// </summary>
internal sealed class GuideHosts
{
    private const string Unit = "/etc/systemd/system/redis-operator-vip.service";
    private static readonly string[] Stubs = ["systemctl", "apt-get"];

    private readonly string _release;
    private readonly string _stubs;

    private GuideHosts(PlainGroup group)
    {
        _release = Directory.CreateDirectory(group.Network.Files.File("release")).FullName;
        _stubs = Directory.CreateDirectory(group.Network.Files.File("stubs")).FullName;
    }

    /// <param name="group">three hosts without an agent</param>
    public static async Task<GuideHosts> PrepareAsync(PlainGroup group)
    {
        var hosts = new GuideHosts(group);
        await group.Network.KeepAsync("/etc");
        await group.Network.KeepAsync("/usr/local/bin");
        // What people download is one file; what was built here is not, so this stands for it.
        WriteProgram(Path.Combine(hosts._release, "redis-operator"), $"exec {group.Vip.Program} \"$@\"");
        Directory.CreateSymbolicLink(Path.Combine(hosts._release, "packaging"), Path.Combine(RepositoryPaths.Root, "packaging"));
        foreach (var stub in Stubs)
        {
            WriteProgram(Path.Combine(hosts._stubs, stub), "exit 0");
        }

        return hosts;
    }

    /// <summary>The commands of the guide under this heading, block by block.</summary>
    public static IReadOnlyList<string> Commands(string heading)
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "vip-on-hosts.md"));
        var section = guide.Split("\n## ").Single(part => part.StartsWith(heading + '\n', StringComparison.Ordinal));
        return [.. section.Split("```console\n").Skip(1).Select(block => block.Split("\n```")[0])];
    }

    /// <summary>Runs a block on a host, with what the person at the keyboard types.</summary>
    public Task<RunResult> RunAsync(RedisHost host, string block, string? typed = null) => host.Host.TryAsync(new CommandLine("sh", "-e", "-c", $"cd {_release}\n{block}")
    {
        Input = typed,
        Environment = Environment(host, ("PATH", $"{_stubs}:/usr/local/bin:{System.Environment.GetEnvironmentVariable("PATH")}")),
    });

    /// <summary>What systemd does when the unit is started: its command, its user and capabilities, its folder, the password as a credential.</summary>
    public async Task StartUnitAsync(RedisHost host)
    {
        var unit = (await host.Host.RunAsync("cat", Unit)).Split('\n');
        unit.ShouldContain("AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW");
        var command = unit.Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..].Split(' ');
        var credential = $"/run/credentials/{host.Host.Name}/redis-password";
        await host.Host.RunAsync("install", "-D", "-o", $"{RedisHost.User}", "-m", "0400", "/etc/redis-operator/redis-password", credential);
        await host.Host.RunAsync("install", "-d", "-o", $"{RedisHost.User}", RuntimeDirectory(host));
        host.StartAgentAsUser(new CommandLine(command[0], command[1..]) { Environment = Environment(host, ("REDIS_OPERATOR_VIP_REDIS_PASSWORD_FILE", credential)) });
    }

    private static Dictionary<string, string?> Environment(RedisHost host, (string Name, string Value) more) =>
        new(StringComparer.Ordinal) { ["RUNTIME_DIRECTORY"] = RuntimeDirectory(host), [more.Name] = more.Value };

    private static string RuntimeDirectory(RedisHost host) => $"/run/redis-operator-vip-{host.Host.Name}";

    private static void WriteProgram(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }
}
