using System.Collections.Immutable;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;
using RedisOperator.Vip;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>The world of one group, read once at the start of a pass. Nothing later reads again.</summary>
/// <param name="Now">The clock at the end of reading.</param>
/// <param name="Group">The resource as the store had it.</param>
/// <param name="Objects">The objects that belong to the group, as the stores had them before Redis was asked.</param>
/// <param name="Pods">One entry for each ordinal that is wanted or exists, by ordinal.</param>
/// <param name="MasterLostAt">When the connection to the routed pod last broke; for the timings in status, decides nothing.</param>
public sealed record GroupObservation(
    DateTimeOffset Now,
    RedisReplicationGroup Group,
    OwnedObjects Objects,
    ImmutableArray<PodObservation> Pods,
    DateTimeOffset? MasterLostAt = null)
{
    /// <summary>What this operator has set on which redis; empty in a process that has just started, and harmless to repeat.</summary>
    public ImmutableDictionary<string, AppliedConfig> Applied { get; init; } = ImmutableDictionary<string, AppliedConfig>.Empty;

    /// <summary>The growth of volumes that the API server last refused; null when it refused none.</summary>
    public RefusedGrowth? GrowthRefused { get; init; }

    /// <summary>What the Secret that the user names says; null when none is named.</summary>
    public UserPassword? UserPassword { get; init; }

    /// <summary>Which passwords this operator has given to which processes.</summary>
    public ImmutableDictionary<string, PasswordState> Given { get; init; } = ImmutableDictionary<string, PasswordState>.Empty;

    /// <summary>What the load balancer last said about the VIP's Service, while that waits for an address; null when it said nothing, or none is waited for.</summary>
    public BalancerWord? Balancer { get; init; }

    /// <summary>With vip.mode HostNetwork: what the vip containers last said, by the pod's name; without those of which nothing is known.</summary>
    public ImmutableDictionary<string, AgentReport> Agents { get; init; } = ImmutableDictionary<string, AgentReport>.Empty;

    /// <summary>What the vip container runs from where the group names no image: the operator's own.</summary>
    public string VipImage { get; init; } = VipContainer.DefaultImage;

    /// <summary>The operator is to keep its hands off until a time that has not come.</summary>
    public bool IsPaused => Group.Spec.PausedUntilTime() > Now;

    /// <summary>The pod with this announced address, or null for an address that is nobody's.</summary>
    public PodObservation? PodAt(string address) => Pods.FirstOrDefault(pod => pod.Address == address);

    public PodObservation? PodNamed(string? name) => Pods.FirstOrDefault(pod => pod.Name == name);
}

/// <param name="Ordinal">0-based index in the StatefulSet.</param>
/// <param name="Pod">The object; null when there is none.</param>
/// <param name="Address">What the pod announces: the ClusterIP of its own Service; null until that exists.</param>
public sealed record PodObservation(int Ordinal, string Name, V1Pod? Pod, string? Address, RedisView Redis, SentinelView Sentinel)
{
    public RedisView.Answered? Answer => Redis as RedisView.Answered;

    public SentinelView.Monitoring? Monitor => Sentinel as SentinelView.Monitoring;

    public bool SaysMaster => Answer is { IsMaster: true };

    /// <summary>A replica that follows, or followed, a real master: its data set is that of the group.</summary>
    public bool IsFollower => Answer is { IsMaster: false, Held: false };

    /// <summary>When its redis container started; null while it does not run, or the kubelet has not said.</summary>
    public DateTimeOffset? RunningSince => Pod?.Status?.ContainerStatuses?.FirstOrDefault(container => container.Name == RedisReader.RedisContainer)?.State?.Running?.StartedAt;

    /// <summary>This very process: another one has the file's configuration and none of what was set on this one. Null while none runs.</summary>
    public string? Process => RunningSince is { } since && Pod?.Metadata is { Uid: { } uid, DeletionTimestamp: null } ? $"{uid}/{RestartCount}/{since:O}" : null;

    /// <summary>The processes of all its containers, of which a new one has its file's passwords. Null while one does not run.</summary>
    public string? Processes => Pod?.Metadata is { Uid: { } uid, DeletionTimestamp: null } && Pod.Status?.ContainerStatuses is { Count: > 0 } all && all.All(container => container.State?.Running is not null)
        ? $"{uid}/{string.Join('/', all.OrderBy(container => container.Name, StringComparer.Ordinal).Select(container => $"{container.RestartCount}-{container.State!.Running!.StartedAt:O}"))}"
        : null;

    private int RestartCount => Pod?.Status?.ContainerStatuses?.FirstOrDefault(container => container.Name == RedisReader.RedisContainer)?.RestartCount ?? 0;

    /// <summary>A replica that has at some time been in step with a master: before that its offset is 0 or 1, and its data set nobody's.</summary>
    public bool HasFollowed => Answer is { IsMaster: false, Held: false, Loading: false, Offset: > 1 };

    public bool IsHeld => Answer is { Held: true };

    /// <summary>False for the pod that only runs a sentinel, the third of a pair.</summary>
    public bool HasRedis => Redis is not RedisView.None;

    /// <summary>Its node takes no pods any more: somebody is about to empty it.</summary>
    public bool IsCordoned { get; init; }

    /// <summary>It is being deleted.</summary>
    public bool IsTerminating => Pod?.Metadata.DeletionTimestamp is not null;

    /// <summary>Kubernetes counts it as ready.</summary>
    public bool IsReady => Pod?.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
