using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>
/// Makes a group smaller, one pod at a time: never the master, and the next only when every sentinel has forgotten the one before. What a sentinel remembers of
/// pods that are gone counts against its majority for ever (reference, section 7). The Service of a pod that has gone stays until nobody names its address any
/// more: it keeps the address from becoming another group's, and it is how the next pass, or the next operator, knows that there is something left to do.
/// </summary>
public static class Scaling
{
    /// <summary>How many pods the StatefulSet is to have now.</summary>
    public static int Replicas(GroupFacts facts, Decision decision)
    {
        var wanted = facts.Observation.Group.Spec.Replicas;
        // Without a StatefulSet (one is written anew when volumes grow) there are as many as there are: its absence is no reason to drop several at once.
        var now = Now(facts);
        if (now <= wanted)
        {
            return wanted;
        }
        return decision is Decision.Keep { Accepted: null } keep
            && keep.Pod.Ordinal < now - 1
            && facts.OpenSwitchover is null
            && IsSettled(facts, keep.Pod)
            && facts.RedisPods.Length <= now
            && Leftovers(facts).IsEmpty
            ? now - 1
            : now;
    }

    /// <summary>The sentinel-only pod goes when there is no pair any more, and the others can decide without it.</summary>
    public static ImmutableArray<Step> DropArbiter(GroupFacts facts, PodObservation master) =>
        facts.Observation.Objects.Arbiter is { Metadata: { DeletionTimestamp: null } metadata }
        && !facts.Observation.Group.Spec.NeedsArbiter()
        && facts.RedisPods.Length == facts.Observation.Group.Spec.Replicas
        && IsSettled(facts, master)
        && Leftovers(facts).IsEmpty
            ? [new Step.DeleteArbiter(metadata.Name!, metadata.Uid)]
            : [];

    /// <summary>One sentinel that remembers a pod that is gone, or nothing.</summary>
    public static ImmutableArray<Step> Forget(GroupFacts facts, PodObservation master)
    {
        var leftovers = Leftovers(facts);
        if (leftovers.IsEmpty || !IsSettled(facts, master))
        {
            return [];
        }
        if (facts.Pods.FirstOrDefault(pod => Remembers(facts, pod, leftovers)) is { } stale)
        {
            // One at a time: while one looks around anew, the others can still agree and know whom to promote.
            return [new Step.Reset(stale)];
        }
        return [.. leftovers.Select(left => new Step.DeleteService(left.Name, left.Uid))];
    }

    /// <summary>What the group waits for on its way to fewer pods; null when it is not on it.</summary>
    public static string? Progress(GroupFacts facts)
    {
        var wanted = facts.Observation.Group.Spec.Replicas;
        var now = Now(facts);
        if (now > wanted || facts.RedisPods.Length > wanted)
        {
            return $"{facts.RedisPods.Length} pods, on the way to {wanted}: one at a time, and never the master";
        }
        return Leftovers(facts) is [{ } left, ..] ? $"the sentinels are made to forget {left.Name}" : null;
    }

    /// <summary>The group is not as large, or not made of what, it should be.</summary>
    public static bool IsUnderWay(GroupFacts facts) =>
        Progress(facts) is not null || (facts.Observation.Objects.Arbiter is not null && !facts.Observation.Group.Spec.NeedsArbiter());

    private static int Now(GroupFacts facts) => facts.Observation.Objects.StatefulSet?.Spec?.Replicas ?? facts.RedisPods.Length;

    /// <summary>The Services of pods that are gone and not wanted.</summary>
    private static ImmutableArray<(string Name, string? Uid, string? Address)> Leftovers(GroupFacts facts)
    {
        var observation = facts.Observation;
        var names = GroupNames.For(observation.Group);
        return
        [
            .. observation.Objects.Services.Values
                .Where(service => IsPodService(names, facts, service.Metadata.Name!) && !facts.Pods.Any(pod => pod.Name == service.Metadata.Name))
                .OrderBy(service => service.Metadata.Name, StringComparer.Ordinal)
                .Select(service => (service.Metadata.Name!, service.Metadata.Uid, service.Spec?.ClusterIP)),
        ];
    }

    private static bool IsPodService(GroupNames names, GroupFacts facts, string service)
    {
        var wanted = facts.Observation.Group.Spec;
        return service == names.Arbiter ? !wanted.NeedsArbiter() : names.Ordinal(service) is { } ordinal && ordinal >= Math.Max(wanted.Replicas, Now(facts));
    }

    private static bool Remembers(GroupFacts facts, PodObservation pod, ImmutableArray<(string Name, string? Uid, string? Address)> leftovers) =>
        pod.Monitor!.OtherSentinels > facts.Pods.Length - 1 || pod.Monitor.Replicas.Any(replica => leftovers.Any(left => left.Address == replica.Address));

    /// <summary>All sentinels name the master, see it well and know all others; all replicas follow; nothing runs.</summary>
    private static bool IsSettled(GroupFacts facts, PodObservation master) =>
        facts.Leaders.IsEmpty
        && facts.Pods.All(pod => !pod.IsTerminating
            && pod.Monitor is { DownFor: null } monitor
            && monitor.Address == master.Address
            && monitor.OtherSentinels >= facts.Pods.Length - 1
            && facts.RedisPods.All(replica => replica == master || monitor.Replicas.Any(known => known.Address == replica.Address && known.Linked)))
        && facts.RedisPods.All(pod => pod == master || pod.Answer is { IsMaster: false, LinkUp: true } answer && answer.MasterHost == master.Address);
}
