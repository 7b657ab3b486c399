using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>What is different where the agent is a container beside redis and sentinel, in a pod on the node's network.</summary>
public sealed class PodTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_redis_that_announces_an_address_which_no_host_has_is_known_by_it()
    {
        await using var group = await PlainGroup.CreateAsync(services: true);
        group.StartAgents("--lease", "60s");
        var old = await group.HolderAsync(Patience);
        old.ShouldBe(group.Hosts[0]);
        old.AgentLog.ShouldContain("sentinels name 10.96.0.10:6379");

        // A living master: it lets go when it hears of the promotion, at the address that no host has.
        (await group.Hosts[1].SentinelAsync("SENTINEL", "FAILOVER", RedisHost.MasterName)).ShouldBe("OK");
        await Patiently.TrueAsync("another host has it", async () => await group.HoldersAsync() is [var one] && one != old);
        AgentTests.NeverOnTwo(group);
        var second = await group.HolderAsync(Patience);
        (await group.WholeAsync(Patience)).ShouldBe(second);

        // A dead agent's address is taken over from a host of the group: known by where its sentinel speaks from, for nobody answers for 10.96.0.x.
        await second.KillAgentAsync();
        await second.KillRedisAsync();
        await Patiently.TrueAsync("another host has it", async () => (await group.HoldersAsync()).Any(host => host != second));
        var third = (await group.HoldersAsync()).First(host => host != second);
        third.AgentLog.ShouldContain($"{second.Address} ({await second.Host.HardwareAddressAsync()}) still answers for 172.16.1.50 and does not let go: taken over");
    }

    [Fact]
    public async Task What_the_host_refuses_is_reported_and_tried_again_at_the_start_and_later()
    {
        await using var group = await PlainGroup.CreateAsync();
        var vip = new VipUnderTest("10.9.9.50/24", "ens256");
        var host = group.Hosts[0];
        host.StartAgent(vip, "--retry-every", "1s", "--status-port", "8090");
        await Patiently.TrueAsync("it is refused", () => Refused(host)?.StartsWith("there is no interface ens256 on this host; there are: ", StringComparison.Ordinal) == true);
        (await HttpAsync(host, "/healthz")).ShouldBe("ok");

        // Nobody is at the other end: no neighbour is needed to take it.
        await host.Host.RunAsync("ip", "link", "add", "ens256", "type", "veth", "peer", "name", "ens256-end");
        await host.Host.RunAsync("ip", "link", "set", "ens256", "up");
        await Patiently.TrueAsync("it is refused for something else", () => Refused(host)?.StartsWith("10.9.9.50/24 is in no network of ens256", StringComparison.Ordinal) == true);
        await host.Host.RunAsync("ip", "addr", "add", "10.9.9.10/24", "dev", "ens256");
        await Patiently.TrueAsync("it is taken", () => Report(host) is { Holds: true, Verdict: "Hold" });

        await host.Host.RunAsync("ip", "link", "del", "ens256");
        await Patiently.TrueAsync("it is refused again", () => Refused(host)?.StartsWith("there is no interface ens256", StringComparison.Ordinal) == true);
        (await HttpAsync(host, "/healthz")).ShouldBe("ok");
        AgentReport.Parse(System.Text.Encoding.UTF8.GetBytes(await HttpAsync(host, "/status"))).ShouldNotBeNull().ShouldSatisfyAllConditions(
            report => report.Verdict.ShouldBe(AgentReport.Refused), report => report.Holds.ShouldBeFalse(), report => report.MasterName.ShouldBe(RedisHost.MasterName));
        host.AgentRuns.ShouldBeTrue();
        host.AgentLog.Split('\n').Count(line => line.Contains("this host refuses: there is no interface ens256", StringComparison.Ordinal)).ShouldBe(2, "once each time, not every second");
        (await host.StopAgentAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task An_agent_that_is_stopped_with_its_redis_keeps_the_address_until_another_one_is_promoted()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents("--stop-within", "30s", "--lease", "3s", "--status-port", "8090");
        var old = await group.HolderAsync(Patience);

        // Longer than the lease, and than the time in which a program is ended that does not end: a switchover may take that long.
        var stopping = old.StopAgentAsync(Patience);
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        (await group.HoldersAsync()).ShouldBe([old]);
        old.AgentRuns.ShouldBeTrue();
        (await HttpAsync(old, "/healthz")).ShouldBe("ok");
        AgentReport.Parse(System.Text.Encoding.UTF8.GetBytes(await HttpAsync(old, "/status"))).ShouldNotBeNull().ShouldSatisfyAllConditions(report => report.Stopping.ShouldBeTrue(), report => report.Verdict.ShouldBe("Hold"));
        (await group.Hosts[1].SentinelAsync("SENTINEL", "FAILOVER", RedisHost.MasterName)).ShouldBe("OK");

        (await stopping).ExitCode.ShouldBe(0);
        old.AgentLog.ShouldContain("asked to end: 172.16.1.50/24 stays until this redis is no longer master, for 30 s at most");
        await Patiently.TrueAsync("another host has it", async () => await group.HoldersAsync() is [var one] && one != old);
        AgentTests.NeverOnTwo(group);
    }

    [Fact]
    public async Task One_that_does_not_hold_it_ends_at_once_and_one_whose_redis_stays_master_when_the_time_is_over()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents("--stop-within", "5s");
        var holder = await group.HolderAsync(Patience);

        (await group.Hosts[1].StopAgentAsync(TimeSpan.FromSeconds(3))).ExitCode.ShouldBe(0);
        var began = TimeProvider.System.GetTimestamp();
        (await holder.StopAgentAsync(Patience)).ExitCode.ShouldBe(0);

        TimeProvider.System.GetElapsedTime(began).ShouldBeInRange(TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(8));
        (await group.HoldersAsync()).ShouldBeEmpty();
    }

    private static AgentReport? Report(RedisHost host) => AgentReport.Read(host.StatusFile);

    private static string? Refused(RedisHost host) => Report(host) is { Verdict: AgentReport.Refused } report ? report.Message : null;

    private static async Task<string> HttpAsync(RedisHost host, string path) => (await host.Host.RunAsync("curl", "-s", $"http://127.0.0.1:8090{path}")).Trim();
}
