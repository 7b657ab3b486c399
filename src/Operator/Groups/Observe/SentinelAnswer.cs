using System.Collections.Immutable;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>From a sentinel's answers to what it believes.</summary>
public static class SentinelAnswer
{
    /// <summary>SENTINEL DEBUG settings that make a restarted master noticed in seconds; never ping-period or ask-period (reference, section 1).</summary>
    public static readonly IReadOnlyDictionary<string, long> QuickInfo = new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["info-period"] = 1000,
        ["publish-period"] = 500,
    };

    public static SentinelView View(SentinelMaster? master, IReadOnlyList<SentinelReplica>? replicas, IReadOnlyDictionary<string, long>? debug)
    {
        if (master?.Ip is not { } ip || master.Port is not { } port)
        {
            return new SentinelView.Blank();
        }
        return new SentinelView.Monitoring(
            ip,
            port,
            master.ConfigEpoch ?? 0,
            master.IsFailoverInProgress,
            master.SDownTime,
            new SentinelSettings(
                master.Quorum ?? 0,
                master.DownAfter ?? TimeSpan.Zero,
                master.FailoverTimeout ?? TimeSpan.Zero,
                master.ParallelSyncs ?? 0,
                debug is null ? null : QuickInfo.All(setting => debug.GetValueOrDefault(setting.Key) == setting.Value)),
            Known(replicas),
            master.NumOtherSentinels ?? 0);
    }

    private static ImmutableArray<KnownReplica> Known(IReadOnlyList<SentinelReplica>? replicas) =>
    [
        .. (replicas ?? []).Where(replica => replica.Ip is not null).Select(replica => new KnownReplica(
            replica.Ip!, replica.Port ?? 0, replica.IsPromoted, replica.SlavePriority, replica.MasterLinkUp == true, replica.IsSubjectivelyDown || replica.IsDisconnected, replica.LastPongAge)),
    ];
}
