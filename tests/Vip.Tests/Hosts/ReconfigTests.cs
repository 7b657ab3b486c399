using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>Without an agent: Sentinel runs the script that this project ships, as it ran the old one.</summary>
public sealed class ReconfigTests
{
    private static readonly VipUnderTest Vip = new("172.16.1.50/24");

    [Fact]
    public async Task Sentinels_script_moves_the_address_and_may_be_run_again_and_again()
    {
        await using var group = await PlainGroup.CreateAsync(script: Script);
        var old = group.Hosts[0];

        // By hand, as it was always done, for the first master; on the others it does nothing.
        foreach (var host in group.Hosts)
        {
            (await RunAsync(group, host, "leader", group.Hosts[1], old)).ExitCode.ShouldBe(0);
            (await RunAsync(group, host, "leader", group.Hosts[1], old)).ExitCode.ShouldBe(0);
        }

        (await group.HoldersAsync()).ShouldBe([old]);
        await old.KillRedisAsync();
        await Patiently.TrueAsync("another host has it", async () => await group.HoldersAsync() is [var one] && one != old);
        var holder = (await group.HoldersAsync())[0];
        (await holder.RedisAsync("ROLE")).ShouldStartWith("master");

        // A run that comes late, with what was true once, changes nothing.
        foreach (var host in group.Hosts)
        {
            var late = await RunAsync(group, host, "observer", group.Hosts[1], old);
            late.ExitCode.ShouldBe(0, late.ToString());
        }

        (await group.HoldersAsync()).ShouldBe([holder]);
    }

    [Fact]
    public async Task What_cannot_be_decided_is_for_Sentinel_to_run_again()
    {
        await using var group = await PlainGroup.CreateAsync(script: Script);
        foreach (var host in group.Hosts)
        {
            await host.KillSentinelAsync();
        }

        var result = await RunAsync(group, group.Hosts[0], "observer", group.Hosts[1], group.Hosts[0]);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.StandardOutput.ShouldContain("Sentinel will run this again");
        (await group.HoldersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_of_another_name_is_none_of_its_business()
    {
        await using var network = await PlainNetwork.CreateAsync();
        var host = await network.AddAsync("linux010", "172.16.1.10/24");

        var result = await host.TryAsync(Vip.Command("reconfig", "--", "othermaster", "leader", "start", "172.16.1.11", "6379", "172.16.1.10", "6379"));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.StandardOutput.ShouldContain("this address follows mymaster, nothing to do");
    }

    /// <summary>What an administrator installs on the host: a file with the settings, and the script, with where things are in this test.</summary>
    private static string Script(PlainNetwork network, string address)
    {
        var folder = Directory.CreateDirectory(network.Files.File($"installed-{address}")).FullName;
        var config = Path.Combine(folder, "vip.conf");
        var password = Path.Combine(folder, "redis-password");
        File.WriteAllText(password, RedisServerProcess.Password);
        File.WriteAllLines(config, [$"vip {Vip.Vip}", $"interface {PlainNetwork.Interface}", $"redis-password-file {password}", $"status-file {folder}/status.json"]);
        var script = Path.Combine(folder, "reconfig");
        File.WriteAllText(script, $"#!/bin/sh\nREDIS_OPERATOR={Vip.Program} REDIS_OPERATOR_VIP_CONFIG={config} exec {RepositoryPaths.Root}/packaging/sentinel/redis-operator-vip-reconfig \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    private static Task<RunResult> RunAsync(PlainGroup group, RedisHost on, string role, RedisHost from, RedisHost to) => on.Host.TryAsync(
        new CommandLine(Script(group.Network, on.Address), RedisHost.MasterName, role, "start", from.Address, $"{RedisHost.Port}", to.Address, $"{RedisHost.Port}"), TimeSpan.FromSeconds(40));
}
