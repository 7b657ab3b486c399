using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

public sealed class IPv6Tests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_IPv6_address_follows_too_and_neighbours_learn_it_from_an_unsolicited_advertisement()
    {
        await using var group = await PlainGroup.CreateAsync(new VipUnderTest("fd00:16::50/64"));
        group.StartAgents();
        var old = await group.HolderAsync(Patience);
        (await group.GreetAsync()).ShouldBe(await old.Host.HardwareAddressAsync());

        await old.KillRedisAsync();

        // Its agent notices within milliseconds, and on a busy machine not before the first look.
        var holder = await group.HolderAsync(Patience, otherThan: old);
        var mac = await holder.Host.HardwareAddressAsync();
        // It asks nobody and sends nothing: only being told changes its table.
        await Patiently.TrueAsync("the client's neighbour entry points to the new host", async () => await group.Client.NeighbourAsync(group.Vip.Address) == mac);
        AgentTests.NeverOnTwo(group);
    }

    [Fact]
    public async Task An_IPv6_address_that_somebody_else_has_is_not_taken()
    {
        await using var group = await PlainGroup.CreateAsync(new VipUnderTest("fd00:16::50/64"));
        var stranger = await group.Network.AddAsync("stranger", "fd00:16::77/64", group.Vip.Vip);
        var mac = await stranger.HardwareAddressAsync();

        group.StartAgents();

        await Patiently.TrueAsync("it is refused", () => group.Hosts[0].AgentLog.Contains($"fd00:16::50 is in use by {mac}", StringComparison.Ordinal));
        (await group.HoldersAsync()).ShouldBeEmpty();
    }
}
