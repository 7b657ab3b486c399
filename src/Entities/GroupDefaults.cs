using System.Globalization;

namespace RedisOperator.Entities;

/// <summary>The values a spec stands for, where they are not simply the field: nobody else derives a default or parses a duration.</summary>
public static class GroupDefaults
{
    /// <summary>The spec's quorum, or the majority of the sentinels.</summary>
    public static int Quorum(this RedisReplicationGroupSpec spec) => spec.Sentinel.Quorum ?? spec.Majority();

    /// <summary>How many sentinels are more than half of the group's. One runs beside each redis, and a pair has a third.</summary>
    public static int Majority(this RedisReplicationGroupSpec spec) => (spec.Sentinels() / 2) + 1;

    /// <summary>Two cannot decide: a pair gets a third sentinel, in a pod of its own.</summary>
    public static bool NeedsArbiter(this RedisReplicationGroupSpec spec) => spec.Replicas == 2;

    /// <summary>How many sentinels the group has.</summary>
    public static int Sentinels(this RedisReplicationGroupSpec spec) => spec.Replicas + (spec.NeedsArbiter() ? 1 : 0);

    public static TimeSpan DownAfter(this RedisReplicationGroupSpec spec) => Duration.Parse(spec.Sentinel.DownAfter);

    public static TimeSpan FailoverTimeout(this RedisReplicationGroupSpec spec) => Duration.Parse(spec.Sentinel.FailoverTimeout);

    public static TimeSpan PasswordOverlap(this RedisReplicationGroupSpec spec) => Duration.Parse(spec.Auth.Overlap);

    public static bool KeepsDataOnDisk(this RedisReplicationGroupSpec spec) => spec.Persistence.Mode != PersistenceMode.None;

    /// <summary>Appends every write to a file.</summary>
    public static bool AppendsToFile(this RedisReplicationGroupSpec spec) => spec.Persistence.Mode is PersistenceMode.AppendOnly or PersistenceMode.Both;

    /// <summary>Writes snapshots on a schedule.</summary>
    public static bool TakesSnapshots(this RedisReplicationGroupSpec spec) => spec.Persistence.Mode is PersistenceMode.Snapshots or PersistenceMode.Both;

    /// <summary>The operator writes the VIP's EndpointSlice itself.</summary>
    public static bool RoutesDirectly(this RedisReplicationGroupSpec spec) => spec.Vip.Service.Routing != VipRouting.Labels;

    /// <summary>Clients reach the VIP by an address that a load balancer assigns.</summary>
    public static bool IsBalanced(this RedisReplicationGroupSpec spec) => spec.Vip.Mode == VipMode.LoadBalancer;

    /// <summary>The pods use their nodes' network, and a container beside redis keeps an address of it where the master is. Null in all other modes.</summary>
    public static VipHostNetworkSpec? OnHostNetwork(this RedisReplicationGroupSpec spec) => spec.Vip.Mode == VipMode.HostNetwork ? spec.Vip.HostNetwork : null;

    /// <summary>In a group of two or more redis starts held: a replica of nobody, until it is told of whom.</summary>
    public static bool StartsHeld(this RedisReplicationGroupSpec spec) => spec.Replicas > 1;

    /// <summary>A master without replicas refuses writes. Two pods cannot both be lost and serve, so that a pair only does on demand.</summary>
    public static bool BoundsLoss(this RedisReplicationGroupSpec spec) =>
        spec.Replicas > 1 && (spec.Durability.Mode ?? (spec.Replicas > 2 ? DurabilityMode.BoundedLoss : DurabilityMode.Available)) == DurabilityMode.BoundedLoss;

    /// <summary>min-replicas-to-write in normal times; 0 when nothing is to be refused, and never as many as there are pods.</summary>
    public static int MinReplicasToWrite(this RedisReplicationGroupSpec spec) =>
        spec.BoundsLoss() ? Math.Min(spec.Durability.MinReplicasToWrite, spec.Replicas - 1) : 0;

    public static TimeSpan MaxLag(this RedisReplicationGroupSpec spec) => Duration.Parse(spec.Durability.MaxLag);

    public static long MaxLagBytes(this RedisReplicationGroupSpec spec) => ByteSize.Parse(spec.Switchover.MaxLagBytes);

    public static TimeSpan SwitchoverTimeout(this RedisReplicationGroupSpec spec) => Duration.Parse(spec.Switchover.Timeout);

    public static bool UpdatesMaster(this RedisReplicationGroupSpec spec) => spec.UpdateStrategy.Type != UpdateStrategyType.Supervised;

    /// <summary>The end of the pause, or null when none is set.</summary>
    public static DateTimeOffset? PausedUntilTime(this RedisReplicationGroupSpec spec) =>
        DateTimeOffset.TryParse(spec.PausedUntil, CultureInfo.InvariantCulture, out var until) ? until : null;

    public static string ServiceAccount(this RedisReplicationGroup group) => group.Spec.PodTemplate?.ServiceAccountName ?? group.Metadata.Name ?? "";

    public static long TerminationGracePeriodSeconds(this RedisReplicationGroupSpec spec) => spec.PodTemplate?.TerminationGracePeriodSeconds ?? 30;
}
