using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>All that one sentinel said in one round.</summary>
/// <param name="Id">its own id; null from one older than 6.2, which does not know the question</param>
/// <param name="Count">sentinels of the group that it knows, itself included</param>
internal sealed record SentinelAnswer(SentinelView View, string? Id, int Count, int Quorum, TimeSpan? DownAfter, IReadOnlyList<SentinelAnswer.Peer> Peers)
{
    public sealed record Peer(HostPort Address, string? Id);

    /// <param name="known">an earlier answer of the same sentinel, whose peers are taken over; null asks for them</param>
    public static async Task<SentinelAnswer> AskAsync(RedisConnection sentinel, string masterName, HostPort address, SentinelAnswer? known, Clock clock, CancellationToken ct)
    {
        // Pipelined. The address comes from the question that clients ask: in a failover it names the promoted replica before SENTINEL MASTER does.
        var asked = clock.Now;
        var asking = sentinel.SentinelMasterAsync(masterName, ct);
        var naming = sentinel.SentinelGetMasterAddressAsync(masterName, ct);
        var listing = known is null ? sentinel.SentinelSentinelsAsync(masterName, ct) : null;
        var identifying = known is null ? IdAsync(sentinel, ct) : null;
        await Task.WhenAll(new Task?[] { asking, naming, listing, identifying }.OfType<Task>());
        var master = await asking;
        var selected = master is { IsFailoverInProgress: true } ? await SelectedAsync(sentinel, masterName, ct) : null;
        var view = new SentinelView(address.ToString(), asked, await naming, master?.ConfigEpoch ?? 0, master is { IsFailoverInProgress: true }, selected);
        return new SentinelAnswer(
            view,
            identifying is null ? known?.Id : await identifying,
            (master?.NumOtherSentinels ?? 0) + 1,
            master?.Quorum ?? 1,
            master?.DownAfter,
            listing is null ? known?.Peers ?? [] : [.. ((await listing) ?? []).Where(peer => peer.Address is not null).Select(peer => new Peer(peer.Address!.Value, peer.RunId))]);
    }

    /// <summary>
    /// The one that is selected; before that the only one that can be: with priority 0 none is. A planned switchover takes the priority of all others and promotes at once, some
    /// 200 ms before the sentinel says whom it has selected.
    /// </summary>
    private static async Task<HostPort?> SelectedAsync(RedisConnection sentinel, string masterName, CancellationToken ct)
    {
        var replicas = await sentinel.SentinelReplicasAsync(masterName, ct) ?? [];
        return (replicas.FirstOrDefault(replica => replica.IsPromoted) ?? (replicas.Where(replica => replica.SlavePriority != 0).Take(2).ToArray() is [var only] ? only : null))?.Address;
    }

    private static async Task<string?> IdAsync(RedisConnection sentinel, CancellationToken ct)
    {
        try
        {
            return await sentinel.SentinelMyIdAsync(ct);
        }
        catch (RedisException e) when (e.Code == "ERR")
        {
            return null;
        }
    }
}
