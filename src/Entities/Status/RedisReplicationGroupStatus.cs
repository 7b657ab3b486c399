using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>Values of <see cref="RedisReplicationGroupStatus.Phase"/>: one word for people; programs read the conditions.</summary>
public static class Phase
{
    public const string Pending = "Pending";
    public const string Starting = "Starting";
    public const string Ready = "Ready";
    public const string Failover = "Failover";
    public const string Switchover = "Switchover";
    public const string Updating = "Updating";
    public const string Paused = "Paused";
    public const string Degraded = "Degraded";
}

/// <summary>
/// What is. It is also the operator's memory: what it began and for whom is read from here after a restart. Everything is optional, because the first write
/// may know only one thing.
/// </summary>
[Description("What the group is, as the operator last saw it.")]
public sealed class RedisReplicationGroupStatus
{
    [Description("The generation of the spec that this status answers.")]
    public long? ObservedGeneration { get; set; }

    [Description("Pending, Starting, Ready, Failover, Switchover, Updating, Degraded or Paused.")]
    public string? Phase { get; set; }

    public MasterStatus? Master { get; set; }

    [Description("Redis pods that exist.")]
    public int? Replicas { get; set; }

    [Description("Redis pods that serve.")]
    public int? ReadyReplicas { get; set; }

    [Description("Redis pods that serve, of those asked for, such as 3/3.")]
    public string? Ready { get; set; }

    public SentinelStatus? Sentinels { get; set; }

    [Description("The name of this group's master in Sentinel, for clients that ask Sentinel: namespace.name.")]
    public string? SentinelMasterName { get; set; }

    public VipStatus? Vip { get; set; }

    [Description("Failovers since the group was made.")]
    public int? Failovers { get; set; }

    public LastSwitchStatus? LastSwitch { get; set; }

    [Description("Selector of the group's pods, for the scale subresource.")]
    public string? Selector { get; set; }

    [Description("Ready, MasterAvailable, ReplicationHealthy, SentinelQuorum, VipReady, Progressing, DatasetAtRisk.")]
    [XListType("map")]
    [XListMapKeys("type")]
    public IList<V1Condition>? Conditions { get; set; }
}
