using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>Faults one after the other, each put right as an operating system would (systemd starts what has died after a second), and the group whole again in between.</summary>
internal sealed class FaultRun(PlainGroup group, Random random)
{
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    public async Task<Fault> OnceAsync(int number, CancellationToken ct)
    {
        var holder = await group.HolderAsync(Patience);
        var victim = random.NextDouble() < 0.6 ? holder : group.Hosts[random.Next(group.Hosts.Count)];
        var kind = Kinds[random.Next(Kinds.Length)];
        var from = TimeProvider.System.GetLocalNow().DateTime;
        await BreakAsync(kind, victim, victim == holder, ct);
        var to = TimeProvider.System.GetLocalNow().DateTime;
        await RepairAsync(kind, victim, ct);
        // A failover that began while the cable was out may still end.
        await Eventually.TrueAsync("the master has the address", Patience, async _ => await group.WholeAsync(Patience) == await group.HolderAsync(Patience), ct);
        return new Fault(number, kind, victim, from, to, victim == holder);
    }

    private async Task BreakAsync(FaultKind kind, RedisHost victim, bool isHolder, CancellationToken ct)
    {
        switch (kind)
        {
            case FaultKind.KillRedis:
                await victim.KillRedisAsync();
                await MovedAsync(victim, isHolder, ct);
                break;
            case FaultKind.KillSentinel:
                await victim.KillSentinelAsync();
                await Task.Delay(Restart, ct);
                break;
            case FaultKind.KillAgent:
                await victim.KillAgentAsync();
                await Task.Delay(Restart, ct);
                break;
            case FaultKind.Cut:
                await victim.Host.CutAsync();
                await MovedAsync(victim, isHolder, ct);
                await Task.Delay(2 * PlainGroup.DownAfter, ct);
                break;
            case FaultKind.Flap:
                await victim.Host.CutAsync();
                await Task.Delay(PlainGroup.DownAfter * (0.5 + random.NextDouble()), ct);
                break;
            case FaultKind.KillBoth:
                await Task.WhenAll(victim.KillRedisAsync(), victim.KillSentinelAsync());
                await MovedAsync(victim, isHolder, ct);
                break;
            case FaultKind.KillAgentThenRedis:
                await victim.KillAgentAsync();
                await victim.KillRedisAsync();
                await Task.Delay(Restart, ct);
                break;
        }
    }

    /// <summary>Until another host has it, where it has to move at all.</summary>
    private async Task MovedAsync(RedisHost victim, bool isHolder, CancellationToken ct)
    {
        if (isHolder)
        {
            await Eventually.TrueAsync("another host has the address", Patience, async _ => (await group.HoldersAsync()).Any(host => host != victim), ct);
        }
        else
        {
            await Task.Delay(Restart, ct);
        }
    }

    private async Task RepairAsync(FaultKind kind, RedisHost victim, CancellationToken ct)
    {
        if (!victim.Host.IsConnected)
        {
            await victim.Host.HealAsync();
        }

        if (!victim.AgentRuns)
        {
            victim.StartAgent(group.Vip);
        }

        if (!victim.SentinelRuns)
        {
            await victim.StartSentinelAsync(group.Hosts[0].Address, PlainGroup.DownAfter);
        }

        if (!victim.RedisRuns)
        {
            // A master that dies is away until another one is there: one that comes back empty at once would empty the others, and that is not what this is about.
            var master = kind == FaultKind.KillAgentThenRedis ? await AnotherMasterAsync(victim, ct) : await NamedAsync(victim);
            await victim.StartRedisAsync(master);
        }
    }

    private async Task<string> AnotherMasterAsync(RedisHost victim, CancellationToken ct) => await Eventually.GetAsync(
        "another redis is master", Patience, _ => NamedAsync(victim), named => named != victim.Address || victim.RedisRuns, cancellationToken: ct);

    private async Task<string> NamedAsync(RedisHost victim)
    {
        var asked = group.Hosts.First(host => host != victim);
        return (await asked.SentinelAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", RedisHost.MasterName)).Split('\n')[0];
    }
}
