using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>docs/vip-on-hosts.md does what it says.</summary>
public sealed class GuideTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The edit that the guide asks for.
    private const string SayWherePasswordIs = "sed -i 's/^#redis-password-file/redis-password-file/' /etc/redis-operator/vip.conf";

    [Fact]
    public async Task Its_commands_install_agents_that_keep_the_address_where_the_master_is()
    {
        await using var group = await PlainGroup.CreateAsync();
        var hosts = await GuideHosts.PrepareAsync(group);
        var blocks = GuideHosts.Commands("Install");
        blocks.Count.ShouldBe(3);
        foreach (var host in group.Hosts.Reverse())
        {
            (await hosts.RunAsync(host, $"{blocks[0]}\n{SayWherePasswordIs}")).EnsureSuccess();
            (await hosts.RunAsync(host, blocks[1], RedisServerProcess.Password)).EnsureSuccess();
            blocks[2].ShouldContain("systemctl enable --now redis-operator-vip\nredis-operator vip status");
            await hosts.StartUnitAsync(host);
        }

        var old = await group.HolderAsync(Patience);
        old.ShouldBe(group.Hosts[0]);
        await Patiently.TrueAsync("status says so", async () => (await hosts.RunAsync(old, blocks[2])).ExitCode == 0);
        var status = (await hosts.RunAsync(old, blocks[2])).EnsureSuccess().StandardOutput;
        status.ShouldContain("VIP       172.16.1.50/24 on ens192\nHELD BY   this host\n");
        status.ShouldContain("REDIS     127.0.0.1:6379 Master: master\n");

        await old.KillRedisAsync();

        await Patiently.TrueAsync("another host has it", async () => await group.HoldersAsync() is [var one] && one != old);
        AgentTests.NeverOnTwo(group);
    }

    [Fact]
    public async Task Its_commands_without_the_agent_put_the_address_where_the_master_is()
    {
        await using var group = await PlainGroup.CreateAsync();
        var hosts = await GuideHosts.PrepareAsync(group);
        (await hosts.RunAsync(group.Hosts[0], $"{GuideHosts.Commands("Install")[0]}\n{SayWherePasswordIs}")).EnsureSuccess();
        (await hosts.RunAsync(group.Hosts[0], GuideHosts.Commands("Install")[1], RedisServerProcess.Password)).EnsureSuccess();

        (await hosts.RunAsync(group.Hosts[0], GuideHosts.Commands("Without the agent").ShouldHaveSingleItem())).EnsureSuccess();

        (await group.HoldersAsync()).ShouldBe([group.Hosts[0]]);
    }
}
