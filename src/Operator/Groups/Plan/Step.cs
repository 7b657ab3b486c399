using System.Collections.Immutable;
using k8s;
using k8s.Models;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>One thing to do. Each is safe to do twice, and safe to be cut off before or after: the next pass reads what came of it.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>Server-side apply of one object. One that the store does not have is looked up first: the name may be somebody else's.</summary>
    public sealed record Write(IKubernetesObject<V1ObjectMeta> Desired, bool IsNew) : Step;

    /// <summary>Create the Secret with a new password; never overwrites one.</summary>
    public sealed record CreatePassword : Step;

    /// <summary>The one write that moves the VIP. Fails when somebody else has written the route since it was read.</summary>
    public sealed record MoveVip(V1EndpointSlice Desired, string? ReadResourceVersion, PodObservation To) : Step;

    /// <summary>The VIP leads nowhere until there is a master again. Fails like <see cref="MoveVip"/>.</summary>
    public sealed record CloseVip(V1EndpointSlice Desired, string? ReadResourceVersion, PodObservation From) : Step;

    public sealed record Label(PodObservation Pod, string Role) : Step;

    /// <summary>REPLICAOF NO ONE, and ROLE to see that it took.</summary>
    public sealed record MakeMaster(PodObservation Pod) : Step;

    /// <summary>REPLICAOF the master.</summary>
    public sealed record Follow(PodObservation Pod, PodObservation Master) : Step;

    /// <summary>REPLICAOF nobody, then REPLICAOF the master: redis gives up the connection that it waits for, and begins another.</summary>
    public sealed record Reconnect(PodObservation Pod, PodObservation Master) : Step;

    /// <summary>REPLICAOF the master, then CLIENT KILL TYPE normal: clients of a pod that was master go where the VIP leads.</summary>
    public sealed record Demote(PodObservation Pod, PodObservation Master) : Step;

    /// <summary>A merge patch of the user's labels and annotations on a living pod.</summary>
    public sealed record Annotate(PodObservation Pod, PodMetadataChange Change) : Step;

    /// <summary>CONFIG SET of each directive. One that redis refuses is noted with its sentence; the others are set.</summary>
    public sealed record Configure(PodObservation Pod, ImmutableSortedDictionary<string, string> Wanted) : Step;

    /// <summary>BGSAVE.</summary>
    public sealed record TakeSnapshot(PodObservation Pod) : Step;

    /// <summary>Ask for a bigger volume. A refusal is noted, it is no failure of the pass.</summary>
    public sealed record GrowClaim(V1PersistentVolumeClaim Claim, string Size) : Step;

    /// <summary>Delete the StatefulSet and leave its pods; the next pass writes it anew.</summary>
    public sealed record ReplaceStatefulSet(V1StatefulSet Present) : Step;

    /// <summary>ACL SETUSER on redis and sentinel, and what they use towards others.</summary>
    public sealed record GivePasswords(PodObservation Pod, PasswordState State) : Step;

    public sealed record SetPriority(PodObservation Pod, int Priority) : Step;

    /// <summary>SENTINEL MONITOR and all settings, on a sentinel that knows no master of this name.</summary>
    /// <param name="Replaces">SENTINEL REMOVE first: it monitors another master that is no more.</param>
    public sealed record Monitor(PodObservation Sentinel, PodObservation Master, bool Replaces = false) : Step;

    /// <summary>Only the settings.</summary>
    public sealed record Tune(PodObservation Sentinel) : Step;

    /// <summary>Writes held back on the master, the replica brought level, promoted through this one sentinel. Held back for a bounded time, whatever happens.</summary>
    public sealed record HandOver(PodObservation From, PodObservation To, PodObservation Sentinel) : Step;

    /// <summary>Take the request for a switchover off the group: it is on record in status, or refused. One that says something else is left alone.</summary>
    public sealed record ClearRequest(string Value) : Step;

    /// <summary>min-replicas-to-write and min-replicas-max-lag (seconds).</summary>
    public sealed record SetFence(PodObservation Pod, int MinReplicas, int MaxLagSeconds) : Step;

    /// <summary>Delete this very pod, so that the StatefulSet makes it anew.</summary>
    public sealed record DeletePod(PodObservation Pod, string Why) : Step;

    /// <summary>Delete the Service of a pod that is gone for good.</summary>
    public sealed record DeleteService(string Name, string? Uid) : Step;

    /// <summary>Delete the sentinel-only pod of a pair that is none any more.</summary>
    public sealed record DeleteArbiter(string Name, string? Uid) : Step;

    /// <summary>SENTINEL RESET: it finds replicas and sentinels anew, and forgets those that are gone.</summary>
    public sealed record Reset(PodObservation Sentinel) : Step;

    /// <summary>SENTINEL FAILOVER, to this one sentinel.</summary>
    public sealed record StartFailover(PodObservation Sentinel) : Step;
}
