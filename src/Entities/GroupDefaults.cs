namespace RedisOperator.Entities;

/// <summary>The values a spec stands for, where they are not simply the field: nobody else derives a default or parses a duration.</summary>
public static class GroupDefaults
{
    /// <summary>The spec's quorum, or the majority of the sentinels.</summary>
    public static int Quorum(this RedisReplicationGroupSpec spec) => spec.Sentinel.Quorum ?? spec.Majority();

    /// <summary>How many sentinels are more than half of the group's. One runs beside each redis.</summary>
    public static int Majority(this RedisReplicationGroupSpec spec) => (spec.Replicas / 2) + 1;

    public static TimeSpan DownAfter(this RedisReplicationGroupSpec spec) => Duration.Parse(spec.Sentinel.DownAfter);

    public static TimeSpan FailoverTimeout(this RedisReplicationGroupSpec spec) => Duration.Parse(spec.Sentinel.FailoverTimeout);

    public static bool KeepsDataOnDisk(this RedisReplicationGroupSpec spec) => spec.Persistence.Mode != PersistenceMode.None;

    /// <summary>Appends every write to a file.</summary>
    public static bool AppendsToFile(this RedisReplicationGroupSpec spec) => spec.Persistence.Mode is PersistenceMode.AppendOnly or PersistenceMode.Both;

    /// <summary>Writes snapshots on a schedule.</summary>
    public static bool TakesSnapshots(this RedisReplicationGroupSpec spec) => spec.Persistence.Mode is PersistenceMode.Snapshots or PersistenceMode.Both;

    /// <summary>The operator writes the VIP's EndpointSlice itself.</summary>
    public static bool RoutesDirectly(this RedisReplicationGroupSpec spec) => spec.Vip.Service.Routing != VipRouting.Labels;

    /// <summary>In a group of two or more redis starts held: a replica of nobody, until it is told of whom.</summary>
    public static bool StartsHeld(this RedisReplicationGroupSpec spec) => spec.Replicas > 1;

    public static string ServiceAccount(this RedisReplicationGroup group) => group.Spec.PodTemplate?.ServiceAccountName ?? group.Metadata.Name ?? "";

    public static long TerminationGracePeriodSeconds(this RedisReplicationGroupSpec spec) => spec.PodTemplate?.TerminationGracePeriodSeconds ?? 30;
}
