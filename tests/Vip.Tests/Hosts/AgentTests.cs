using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>Three hosts with redis, sentinel and an agent each, and a client on a fourth that knows nothing but the address.</summary>
public sealed class AgentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_master_is_killed_and_a_client_writes_again_through_the_same_address()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var old = await group.HolderAsync(Patience);
        old.Address.ShouldBe(group.Hosts[0].Address, "the master has it, without anybody having put it there");
        await using var writer = await group.WriteAsync("kill", TimeSpan.FromMinutes(2));
        (await group.Client.NeighbourAsync(group.Vip.Address)).ShouldBe(await old.Host.HardwareAddressAsync());

        var killed = TimeProvider.System.GetUtcNow();
        await old.KillRedisAsync();
        await writer.FirstGapAfterAsync(killed, Patience, TestContext.Current.CancellationToken);

        var holder = await group.HolderAsync(Patience, otherThan: old);
        (await holder.RedisAsync("ROLE")).ShouldStartWith("master");
        (await group.Client.NeighbourAsync(group.Vip.Address)).ShouldBe(await holder.Host.HardwareAddressAsync());
        await old.StartRedisAsync(holder.Address);
        (await group.WholeAsync(Patience)).ShouldBe(holder);
        (await group.HoldersAsync()).ShouldBe([holder]);
        NeverOnTwo(group);
        await writer.StopAsync();
    }

    [Fact]
    public async Task A_living_master_that_is_replaced_lets_go_before_the_next_one_takes_and_so_does_that_one()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        // Twice: in the first failover of its life a group has no epoch yet.
        for (var round = 1; round <= 2; round++)
        {
            var old = await group.HolderAsync(Patience);
            var other = group.Hosts.First(host => host != old);
            (await other.SentinelAsync("SENTINEL", "FAILOVER", RedisHost.MasterName)).ShouldBe("OK");

            var holder = await group.HolderAsync(Patience, otherThan: old);

            (await holder.RedisAsync("ROLE")).ShouldStartWith("master");
            NeverOnTwo(group);
            // Old masters say master for another ten seconds: they get nothing back by that.
            await group.WholeAsync(Patience);
            (await group.HoldersAsync()).ShouldBe([holder], group.AgentLogs());
            NeverOnTwo(group);
            old.AgentLog.ShouldContain("the running failover has promoted");
        }
    }

    [Fact]
    public async Task A_host_that_is_cut_off_drops_the_address_and_does_not_get_it_back()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var old = await group.HolderAsync(Patience);

        var cut = TimeProvider.System.GetLocalNow().DateTime;
        await old.Host.CutAsync();
        await Patiently.TrueAsync("another host has it", async () => (await group.HoldersAsync()).Any(host => host != old));
        await Patiently.TrueAsync("the one that is cut off has dropped it", async () => !(await group.HoldersAsync()).Contains(old));

        var log = group.Logs.Single(log => log.Host == old.Host);
        // Twice what is promised: the machine that runs this may be busy.
        (log.Spans(TimeProvider.System.GetLocalNow().DateTime)[^1].To - cut).ShouldBeLessThan(2 * PlainGroup.DownAfter);
        old.AgentLog.ShouldContain("Wait (NoMajority): only 1 of 3 sentinels answer, 2 have to; the address goes unless that changes within");
        var holder = await group.HolderAsync(Patience);
        await old.Host.HealAsync();
        await group.WholeAsync(Patience);
        (await group.HoldersAsync()).ShouldBe([holder]);
        // Who asks now gets one answer, and it is the right one.
        (await group.Client.RunAsync("arping", "-q", "-c", "1", "-I", PlainNetwork.Interface, group.Vip.Address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_not_taken_until_it_is_free()
    {
        await using var group = await PlainGroup.CreateAsync();
        var stranger = await group.Network.AddAsync("stranger", "172.16.1.77/24", group.Vip.Vip);
        var mac = await stranger.HardwareAddressAsync();
        group.StartAgents();

        await Patiently.TrueAsync("it is refused", () => group.Hosts[0].AgentLog.Contains($"172.16.1.50 is in use by {mac}, which is none of this group's hosts: not taken. Take it off there, or give the group another address", StringComparison.Ordinal));
        (await group.HoldersAsync()).ShouldBeEmpty();
        var status = await group.Hosts[0].Host.TryAsync(group.Vip.Command("status", "--redis-password-file", group.Hosts[0].PasswordFile, "--status-file", group.Hosts[0].StatusFile));
        status.ExitCode.ShouldBe(1, status.ToString());
        status.StandardOutput.ShouldContain($"HELD BY   a host outside of this group ({mac})");
        status.StandardOutput.ShouldContain($"PROBLEM   172.16.1.50 is in use by {mac}");

        await stranger.RunAsync("ip", "addr", "del", group.Vip.Vip, "dev", PlainNetwork.Interface);
        (await group.HolderAsync(Patience)).ShouldBe(group.Hosts[0]);
    }

    [Fact]
    public async Task An_address_that_was_left_behind_goes_when_the_agent_starts()
    {
        await using var group = await PlainGroup.CreateAsync();
        await group.Hosts[2].Host.RunAsync("ip", "addr", "add", group.Vip.Vip, "dev", PlainNetwork.Interface);

        group.StartAgents();

        await Patiently.TrueAsync("the master has it, and nobody else", async () => await group.HoldersAsync() is [var one] && one == group.Hosts[0]);
        group.Hosts[2].AgentLog.ShouldContain("dropped 172.16.1.50/24 from ens192: this redis is a replica: of 172.16.1.10:6379");
    }

    [Fact]
    public async Task An_address_that_somebody_takes_off_by_hand_comes_back()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var holder = await group.HolderAsync(Patience);

        await holder.Host.RunAsync("ip", "addr", "del", group.Vip.Vip, "dev", PlainNetwork.Interface);

        await Patiently.TrueAsync("it is back", () => group.Logs.Single(log => log.Host == holder.Host).Changes.Count(change => change.Has) == 2);
        (await group.HolderAsync(Patience)).ShouldBe(holder);
        holder.AgentLog.ShouldContain("172.16.1.50/24 is gone from ens192, and not by this agent");
    }

    [Fact]
    public async Task Two_capabilities_are_enough_for_another_user_than_root()
    {
        await using var group = await PlainGroup.CreateAsync();
        foreach (var host in group.Hosts)
        {
            host.StartAgentAsUser(group.Vip.Command("agent") with { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["REDIS_OPERATOR_VIP_REDIS_PASSWORD"] = RedisServerProcess.Password } });
        }

        var old = await group.HolderAsync(Patience);
        var before = await group.GreetAsync();
        await old.KillRedisAsync();

        await Patiently.TrueAsync("another host has it", async () => await group.HoldersAsync() is [var one] && one != old);
        await Patiently.TrueAsync("the neighbour was told", async () => await group.Client.NeighbourAsync(group.Vip.Address) is { } now && now != before);
        old.AgentLog.ShouldNotContain("cannot announce");
    }

    [Fact]
    public async Task A_stopped_agent_leaves_no_address_behind()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var holder = await group.HolderAsync(Patience);

        (await holder.StopAgentAsync()).ExitCode.ShouldBe(0);

        (await group.HoldersAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Signals.Kill)]
    [InlineData(Signals.Stop)]
    public async Task An_address_whose_agent_is_dead_or_frozen_goes_by_the_kernels_own_clock(int signal)
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents("--lease", "3s");
        var old = await group.HolderAsync(Patience);

        old.SignalAgent(signal);
        await old.KillRedisAsync();

        // Before that it is on two hosts: nobody is left on the old one who could take it off.
        var log = group.Logs.Single(log => log.Host == old.Host);
        await Patiently.TrueAsync("it is gone from the old host", () => log.Changes[^1] is { Has: false });
        var holder = await group.HolderAsync(Patience, otherThan: old);
        (await holder.RedisAsync("ROLE")).ShouldStartWith("master");
        old.SignalAgent(Signals.Continue);
    }

    [Fact]
    public async Task An_agent_that_is_killed_and_started_again_goes_on_holding_without_a_gap()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var holder = await group.HolderAsync(Patience);

        await holder.KillAgentAsync();
        holder.StartAgent(group.Vip);

        await Patiently.TrueAsync("it runs again", () => holder.AgentLog.Contains("Hold (NamedByMajority)", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        group.Logs.Single(log => log.Host == holder.Host).Changes.Count.ShouldBe(1, "it never went");
    }

    [Fact]
    public async Task Status_says_who_holds_it_and_why_on_every_host()
    {
        await using var group = await PlainGroup.CreateAsync();
        group.StartAgents();
        var holder = await group.HolderAsync(Patience);
        await Patiently.TrueAsync("the agent has written so", async () => (await StatusAsync(group, holder)).ExitCode == 0);

        var here = await StatusAsync(group, holder);
        here.StandardOutput.ShouldContain("HELD BY   this host");
        here.StandardOutput.ShouldContain("DECISION  Hold (NamedByMajority): this redis says master, and 3 of 3 sentinels name 172.16.1.10:6379");
        here.StandardOutput.ShouldContain("AGENT     process ");
        var elsewhere = await StatusAsync(group, group.Hosts[1]);
        elsewhere.ExitCode.ShouldBe(0, elsewhere.ToString());
        elsewhere.StandardOutput.ShouldContain($"HELD BY   172.16.1.10 ({await holder.Host.HardwareAddressAsync()})");
        elsewhere.StandardOutput.ShouldContain("DECISION  Drop (NotMaster): this redis is a replica: of 172.16.1.10:6379");
        var json = await StatusAsync(group, group.Hosts[1], "-o", "json");
        System.Text.Json.JsonDocument.Parse(json.StandardOutput).RootElement.GetProperty("holder").GetString().ShouldBe("172.16.1.10");
    }

    /// <summary>A move is a gap, never an overlap.</summary>
    internal static void NeverOnTwo(PlainGroup group)
    {
        var now = TimeProvider.System.GetLocalNow().DateTime;
        var spans = group.Logs.SelectMany(log => log.Spans(now).Select(span => (log.Host.Name, span.From, span.To))).OrderBy(span => span.From).ToArray();
        spans.Zip(spans.Skip(1)).Where(pair => pair.Second.From < pair.First.To).Select(pair => $"{pair.First} and {pair.Second}").ShouldBeEmpty();
    }

    private static Task<RunResult> StatusAsync(PlainGroup group, RedisHost host, params string[] options) =>
        host.Host.TryAsync(group.Vip.Command("status", ["--redis-password-file", host.PasswordFile, "--status-file", host.StatusFile, .. options]));
}
