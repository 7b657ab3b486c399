using System.Collections.Immutable;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>
/// Replaces pods that run an earlier template: replicas from the highest ordinal, one at a time, each proven in step before the next; then the master hands
/// over; then the pod that was master. A step that does not come back stops the rest.
/// </summary>
public static class Rollout
{
    /// <summary>The pod to replace now, or null.</summary>
    public static Step.DeletePod? Next(GroupFacts facts, PodObservation master)
    {
        var outdated = facts.RedisPods.Where(facts.IsOutdated).ToImmutableArray();
        if (!facts.Pods.Any(facts.IsOutdated) || facts.OpenSwitchover is not null || facts.Pods.Any(pod => pod.IsTerminating) || !IsTemplateOut(facts))
        {
            return null;
        }
        // A pod that does not serve anyway is no loss, and perhaps the one that the new template is to mend.
        if (outdated.LastOrDefault(pod => pod != master && !IsInStep(facts, master, pod) && !IsOnItsWay(pod)) is { } broken)
        {
            return new Step.DeletePod(broken, "it runs the earlier template and does not serve");
        }
        if (!AllInStep(facts, master))
        {
            return null;
        }
        if (facts.Pods.FirstOrDefault(pod => !pod.HasRedis && facts.IsOutdated(pod)) is { } arbiter)
        {
            return new Step.DeletePod(arbiter, "it runs the earlier template");
        }
        if (outdated.LastOrDefault(pod => pod != master) is { } replica)
        {
            return new Step.DeletePod(replica, "it runs the earlier template");
        }
        // Alone, there is nobody to hand over to: with its data on disk it is restarted in place.
        return facts.RedisPods.Length == 1 && facts.Observation.Group.Spec.KeepsDataOnDisk() && facts.Observation.Group.Spec.UpdatesMaster()
            ? new Step.DeletePod(master, "it runs the earlier template and is the only pod")
            : null;
    }

    /// <summary>Everything else runs the new template and is in step: only the master is left.</summary>
    public static bool IsTheMastersTurn(GroupFacts facts, PodObservation master) =>
        facts.RedisPods.Length > 1 && facts.IsOutdated(master) && !facts.RedisPods.Any(pod => pod != master && facts.IsOutdated(pod)) && AllInStep(facts, master);

    /// <summary>What the update waits for, in a sentence; null when no pod runs an earlier template.</summary>
    public static (string Reason, string Message)? Progress(GroupFacts facts, PodObservation? master)
    {
        var outdated = facts.RedisPods.Where(facts.IsOutdated).ToImmutableArray();
        if (outdated.IsEmpty)
        {
            return null;
        }
        var left = $"{outdated.Length} of {facts.RedisPods.Length} pods run the earlier template";
        if (facts.RedisPods.FirstOrDefault(pod => pod != master && !facts.IsOutdated(pod) && (master is null || !IsInStep(facts, master, pod))) is { } awaited)
        {
            return Complaint(awaited) is { } complaint
                ? (Reasons.UpdateStalled, $"{left}; {awaited.Name} does not come back with the new one ({complaint}): correct the spec, or take the change back")
                : (Reasons.RollingUpdate, $"{left}; waiting for {awaited.Name} to be in step");
        }
        if (master is not null && IsTheMastersTurn(facts, master) && !facts.Observation.Group.Spec.UpdatesMaster())
        {
            return (Reasons.AwaitingSwitchover, $"{master.Name} is the last pod that runs the earlier template and is the master: annotate the group with {Annotations.Switchover}={SwitchoverTarget.Any}");
        }
        return master is not null && facts.RedisPods.Length == 1 && !facts.Observation.Group.Spec.KeepsDataOnDisk()
            ? (Reasons.AwaitingRestart, $"{left}; a restart would empty it, because it is the only one and keeps nothing on disk: scale to 2 or more, or delete the pod yourself")
            : (Reasons.RollingUpdate, left);
    }

    /// <summary>The StatefulSet's controller has seen the new template: a pod that is deleted now comes back with it.</summary>
    private static bool IsTemplateOut(GroupFacts facts) =>
        facts.Observation.Objects.StatefulSet is { Spec.Template.Metadata.Annotations: { } annotations } set
        && annotations.TryGetValue(Annotations.TemplateHash, out var hash)
        && hash == TemplateHash.Of(facts.Observation.Group)
        && set.Status?.ObservedGeneration == set.Metadata.Generation;

    private static bool AllInStep(GroupFacts facts, PodObservation master) =>
        facts.Observation.Group.Spec.Replicas <= facts.RedisPods.Length
        && facts.RedisPods.All(pod => pod == master || IsInStep(facts, master, pod))
        && facts.Pods.All(pod => pod.Monitor is { } monitor && monitor.Address == master.Address && monitor.OtherSentinels >= facts.Pods.Length - 1);

    /// <summary>Follows the master, is not behind, and Kubernetes counts it as ready: the next one may go.</summary>
    private static bool IsInStep(GroupFacts facts, PodObservation master, PodObservation pod) =>
        pod.Answer is { IsMaster: false, LinkUp: true, Loading: false } answer
        && answer.MasterHost == master.Address
        && master.Answer!.Offset - answer.Offset <= facts.Observation.Group.Spec.MaxLagBytes()
        && pod.IsReady;

    /// <summary>It runs and may yet serve: it loads its data, waits for its master or copies from it.</summary>
    private static bool IsOnItsWay(PodObservation pod) => pod.Answer is not null || pod.Redis is RedisView.Silent;

    /// <summary>What Kubernetes says about a container that does not run; null while it only takes its time.</summary>
    private static string? Complaint(PodObservation pod)
    {
        V1PodStatus? status = pod.Pod?.Status;
        var waiting = (status?.InitContainerStatuses ?? []).Concat(status?.ContainerStatuses ?? []).Select(container => container.State?.Waiting).FirstOrDefault(IsBad);
        if (waiting is not null)
        {
            return waiting.Message is { Length: > 0 } message ? $"{waiting.Reason}: {message}" : waiting.Reason;
        }
        return status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" })?.Message;
    }

    private static bool IsBad(V1ContainerStateWaiting? waiting) => waiting?.Reason is not (null or "" or "ContainerCreating" or "PodInitializing");
}
