using RedisOperator.TestSupport;
using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Bench;

/// <summary>The master is killed once, and everything is put right afterwards.</summary>
internal static class VipRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<VipSample> OnceAsync(PlainGroup group, NeighbourLog neighbours, CancellationToken cancellationToken)
    {
        var old = await group.WholeAsync(Patience);
        await group.HolderAsync(Patience);
        // The client has spoken with the old master, and is silent from then on: it has to be told.
        await group.GreetAsync();
        var killed = TimeProvider.System.GetLocalNow().DateTime;
        await old.KillRedisAsync();
        var next = await Eventually.GetAsync(
            "another redis is master", Patience, _ => Task.FromResult(group.Hosts.FirstOrDefault(host => host.PromotedAt > killed)), host => host is not null, _ => group.AgentLogs(), cancellationToken);
        var mac = await next!.Host.HardwareAddressAsync();
        var followed = await Eventually.GetAsync(
            "the neighbour entry points to it", Patience, _ => Task.FromResult(neighbours.PointedTo(mac, killed)), at => at is not null, _ => group.AgentLogs(), cancellationToken);
        await old.StartRedisAsync(next.Address);
        return new VipSample((followed!.Value - next.PromotedAt!.Value).TotalMilliseconds, (followed.Value - killed).TotalMilliseconds);
    }
}
