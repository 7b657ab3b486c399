using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>What the spec asks for, in the planner's own terms.</summary>
public static class SpecViews
{
    /// <summary>What every sentinel is to be set to; quick INFO and hello make it notice a restarted master in seconds (reference, section 5).</summary>
    public static SentinelSettings SentinelSettings(this RedisReplicationGroupSpec spec) =>
        new(spec.Quorum(), spec.DownAfter(), spec.FailoverTimeout(), spec.Sentinel.ParallelSyncs, QuickInfo: true);
}
