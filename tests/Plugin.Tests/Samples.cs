using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;
using RedisOperator.Plugin.Screens;

namespace RedisOperator.Plugin.Tests;

/// <summary>A group of three after a failover, as the API and as the operator have it.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 5, 0, TimeSpan.Zero);

    public static readonly LastSwitchStatus Failover = new()
    {
        Kind = SwitchKind.Failover,
        Reason = "MasterDown",
        From = "cache-0",
        To = "cache-1",
        Sentinel = "cache-2",
        Outcome = SwitchOutcome.Completed,
        StartedAt = "2026-11-22T12:00:00.046Z",
        CompletedAt = "2026-11-22T12:00:00.193Z",
        DetectMs = 46,
        PromoteMs = 142,
        RouteMs = 5,
        TotalMs = 193,
    };

    public static readonly LastSwitchStatus Switchover = new()
    {
        Kind = SwitchKind.Switchover,
        Reason = "SwitchoverRequested",
        From = "cache-1",
        To = "cache-2",
        Wish = "cache-2",
        Sentinel = "cache-0",
        Outcome = SwitchOutcome.Completed,
        StartedAt = "2026-11-22T12:04:00.000Z",
        CompletedAt = "2026-11-22T12:04:01.293Z",
        PromoteMs = 88,
        RouteMs = 5,
        PausedMs = 93,
        TotalMs = 1293,
        LostBytes = 0,
    };

    public static readonly LastSwitchStatus Refused = new()
    {
        Kind = SwitchKind.Switchover,
        Reason = "SwitchoverRequested",
        From = "cache-1",
        To = "cache-1",
        Wish = "cache-7",
        Outcome = SwitchOutcome.Failed,
        Message = "cache-7 is no pod of this group: write cache-0, cache-1, cache-2 or any",
        StartedAt = "2026-11-22T12:04:58.000Z",
        CompletedAt = "2026-11-22T12:04:58.000Z",
        TotalMs = 0,
    };

    public static RedisReplicationGroup Group(LastSwitchStatus? last = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "shop" },
        Spec = new RedisReplicationGroupSpec { Replicas = 3, Image = "redis:8.2" },
        Status = new RedisReplicationGroupStatus
        {
            Phase = Phase.Ready,
            Ready = "3/3",
            Replicas = 3,
            ReadyReplicas = 3,
            Failovers = 1,
            Sentinels = new SentinelStatus { Ready = 3, Agree = 3, Summary = "3/3" },
            Master = new MasterStatus { Pod = "cache-1", Node = "node-2", Address = "10.96.0.12", Epoch = 1, Since = "2026-11-22T12:00:00Z" },
            Vip = new VipStatus { Address = "10.96.0.20:6379", Holder = "cache-1" },
            LastSwitch = last ?? Failover,
            Conditions =
            [
                new V1Condition { Type = "Ready", Status = "True", Reason = "AllPodsServing", Message = "3 of 3 pods serve", LastTransitionTime = Now.AddMinutes(-4) },
                new V1Condition { Type = "Progressing", Status = "False", Reason = "Settled", Message = "nothing is left to change", LastTransitionTime = Now.AddMinutes(-4) },
            ],
        },
    };

    public static GroupInspection Inspection() => new()
    {
        Namespace = "shop",
        Name = "cache",
        Leads = true,
        ObservedAt = Now.AddSeconds(-1),
        Vip = new VipInspection("10.96.0.20:6379", "cache-1", "10.244.1.5", 1),
        Pods =
        [
            new PodInspection { Name = "cache-0", Node = "node-1", Ready = true, State = RedisState.Replica, Follows = "cache-1", LinkUp = true, Offset = 123400, LagBytes = 56, Keys = 1000, Priority = 100 },
            new PodInspection { Name = "cache-1", Node = "node-2", Ready = true, State = RedisState.Master, Offset = 123456, Keys = 1000, Priority = 100, MinReplicasToWrite = 1 },
            new PodInspection { Name = "cache-2", Node = "node-3", Ready = false, State = RedisState.Silent, Evidence = "10.244.2.7:6379: Timeout", Cordoned = true },
        ],
        Sentinels =
        [
            new SentinelInspection { Pod = "cache-0", State = SentinelState.Monitors, Master = "cache-1", Epoch = 1, Quorum = 2, Replicas = 2, OtherSentinels = 2 },
            new SentinelInspection { Pod = "cache-1", State = SentinelState.Monitors, Master = "cache-1", Epoch = 1, Quorum = 2, Replicas = 2, OtherSentinels = 2, Unreached = ["cache-2"] },
            new SentinelInspection { Pod = "cache-2", State = SentinelState.Silent, Evidence = "10.244.2.7:26379: Timeout" },
        ],
        Decisions =
        [
            new DecisionEntry("StartFailover", "MasterDown", "cache-0 is dead (10.244.0.4:6379 refuses connections): asking the sentinel on cache-2", true, At(-300), At(-300), 1),
            new DecisionEntry("FinishFailover", "FailoverSelected", "the failover on cache-2 has selected cache-1", true, At(-300), At(-300), 1),
            new DecisionEntry("Keep", "NamedByMajority", "3 of 3 sentinels name cache-1", true, At(-298), At(-1), 149),
        ],
    };

    public static StatusView View(LastSwitchStatus? last = null) => new(Group(last), Inspection(), "redis-operator-5d8c-abcde", null, [], Now);

    /// <summary>Nobody who leads could be asked.</summary>
    public static StatusView Fallback() => new(
        Group(),
        null,
        null,
        "no operator leads at the moment",
        [
            Pod("cache-0", "node-1", Labels.ReplicaRole, ready: true),
            Pod("cache-1", "node-2", Labels.MasterRole, ready: true),
            Pod("cache-2", "node-3", Labels.ReplicaRole, ready: false),
        ],
        Now);

    private static V1Pod Pod(string name, string node, string role, bool ready) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "shop", Labels = new Dictionary<string, string> { [Labels.Role] = role } },
        Spec = new V1PodSpec { NodeName = node },
        Status = new V1PodStatus { Phase = "Running", Conditions = [new V1PodCondition { Type = "Ready", Status = ready ? "True" : "False" }] },
    };

    private static DateTimeOffset At(int seconds) => Now.AddSeconds(seconds);
}
