using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>Passwords that change under running agents, as it is done with an overlap: both are accepted, the file changes, the old one goes, and all have to connect anew.</summary>
public sealed class PasswordTests
{
    private const string Next = "another-password";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_password_of_redis_changes_while_the_agents_run_and_needs_no_restart()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var holder = await group.HolderAsync(Patience);

        foreach (var host in group.Hosts)
        {
            await host.RedisAsync("ACL", "SETUSER", "default", $">{Next}");
            await host.RedisAsync("CONFIG", "SET", "masterauth", Next);
            await ReplaceAsync(host.PasswordFile, Next);
        }

        foreach (var host in group.Hosts)
        {
            // Whoever is connected stays so; now all have to come anew.
            (await host.SentinelAsync("SENTINEL", "SET", RedisHost.MasterName, "auth-pass", Next)).ShouldBe("OK");
            (await CliAsync(host, RedisHost.Port, Next, "ACL", "SETUSER", "default", $"<{RedisServerProcess.Password}")).ShouldBe("OK");
            await CliAsync(host, RedisHost.Port, Next, "CLIENT", "KILL", "TYPE", "normal");
        }

        await StayAsAsync(group, holder);
        group.Logs.Single(log => log.Host == holder.Host).Changes.Count.ShouldBe(1, "it never went");
    }

    [Fact]
    public async Task The_password_of_the_sentinels_changes_and_the_agents_go_on_hearing_them()
    {
        const string First = "the-sentinels-own";
        await using var group = await PlainGroup.CreateAsync();
        var file = group.Network.Files.File("sentinel-password");
        await File.WriteAllTextAsync(file, First, TestContext.Current.CancellationToken);
        foreach (var host in group.Hosts)
        {
            await SentinelAsync(host, null, "SENTINEL", "CONFIG", "SET", "sentinel-pass", First);
            await SentinelAsync(host, null, "ACL", "SETUSER", "default", $">{First}");
        }

        group.StartAgents("--sentinel-password-file", file);
        var holder = await group.HolderAsync(Patience);

        foreach (var host in group.Hosts)
        {
            await SentinelAsync(host, First, "ACL", "SETUSER", "default", $">{Next}");
            await SentinelAsync(host, First, "SENTINEL", "CONFIG", "SET", "sentinel-pass", Next);
        }

        await ReplaceAsync(file, Next);
        foreach (var host in group.Hosts)
        {
            await SentinelAsync(host, Next, "ACL", "SETUSER", "default", $"<{First}");
            await CliAsync(host, RedisHost.SentinelPort, Next, "CLIENT", "KILL", "TYPE", "pubsub");
            await CliAsync(host, RedisHost.SentinelPort, Next, "CLIENT", "KILL", "TYPE", "normal");
        }

        await StayAsAsync(group, holder);
        await holder.KillRedisAsync();
        await group.HolderAsync(Patience, otherThan: holder);
    }

    /// <summary>For longer than the address is held without a majority.</summary>
    private static async Task StayAsAsync(PlainGroup group, RedisHost holder)
    {
        await Task.Delay(2 * HoldRules.ShortestHoldFor, TestContext.Current.CancellationToken);
        foreach (var host in group.Hosts)
        {
            var report = AgentReport.Read(host.StatusFile);
            (report?.Holds, report?.Reason).ShouldBe(host == holder ? (true, "NamedByMajority") : (false, "NotMaster"), $"{host.Host.Name}: {report}\n{group.AgentLogs()}");
            host.AgentLog.ShouldNotContain(Next);
        }
    }

    private static async Task ReplaceAsync(string file, string content)
    {
        await File.WriteAllTextAsync(file + ".next", content, TestContext.Current.CancellationToken);
        File.Move(file + ".next", file, overwrite: true);
    }

    private static async Task SentinelAsync(RedisHost host, string? password, params string[] arguments) =>
        (await CliAsync(host, RedisHost.SentinelPort, password, arguments)).ShouldBe("OK", $"{host.Host.Name}: {string.Join(' ', arguments)}");

    private static async Task<string> CliAsync(RedisHost host, int port, string? password, params string[] arguments) =>
        (await host.Host.TryAsync(host.Cli(port, password, arguments))).StandardOutput.Trim();
}
