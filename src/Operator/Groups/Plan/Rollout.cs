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
        if (!facts.Pods.Any(facts.IsOutdated) || facts.OpenSwitchover is not null || facts.Pods.Any(pod => pod.IsTerminating) || !IsTemplateOut(facts))
        {
            return null;
        }
        var behind = facts.Pods.Where(pod => pod != master && !IsInStep(facts, master, pod)).ToImmutableArray();
        if (behind.LastOrDefault(pod => pod.Pod is not null && facts.IsOutdated(pod) && (behind.Length == 1 || pod.Redis is RedisView.Dead)) is { } broken)
        {
            // It does not serve anyway, and is perhaps the one that the new template is to mend.
            return new Step.DeletePod(broken, "it runs the earlier template and does not serve");
        }
        if (!AllInStep(facts, master) || Scaling.IsUnderWay(facts))
        {
            return null;
        }
        if (facts.Pods.FirstOrDefault(pod => !pod.HasRedis && facts.IsOutdated(pod)) is { } arbiter)
        {
            return new Step.DeletePod(arbiter, "it runs the earlier template");
        }
        if (facts.RedisPods.LastOrDefault(pod => pod != master && facts.IsOutdated(pod)) is { } replica)
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
        facts.RedisPods.Length > 1 && facts.IsOutdated(master) && !facts.Pods.Any(pod => pod != master && facts.IsOutdated(pod)) && AllInStep(facts, master) && !Scaling.IsUnderWay(facts);

    /// <summary>What the update waits for, in a sentence; null when no pod runs an earlier template.</summary>
    public static (string Reason, string Message)? Progress(GroupFacts facts, PodObservation? master)
    {
        var outdated = facts.Pods.Where(facts.IsOutdated).ToImmutableArray();
        if (outdated.IsEmpty)
        {
            return null;
        }
        var left = $"{outdated.Length} of {facts.Pods.Length} pods run the earlier template";
        if (facts.Pods.FirstOrDefault(pod => pod != master && !facts.IsOutdated(pod) && (master is null || !IsInStep(facts, master, pod))) is { } awaited)
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
        IsTemplateOut(facts, facts.Observation.Objects.StatefulSet) && (facts.Observation.Objects.Arbiter is null || IsTemplateOut(facts, facts.Observation.Objects.Arbiter));

    private static bool IsTemplateOut(GroupFacts facts, V1StatefulSet? found) =>
        found is { Spec.Template.Metadata.Annotations: { } annotations } set
        && annotations.TryGetValue(Annotations.TemplateHash, out var hash)
        && hash == TemplateHash.Of(facts.Observation.Group)
        && set.Status?.ObservedGeneration == set.Metadata.Generation;

    private static bool AllInStep(GroupFacts facts, PodObservation master) =>
        facts.Observation.Group.Spec.Replicas <= facts.RedisPods.Length
        && facts.Pods.All(pod => pod == master || IsInStep(facts, master, pod))
        && facts.Pods.All(pod => pod.Monitor is { } monitor && monitor.Address == master.Address && monitor.OtherSentinels >= facts.Pods.Length - 1);

    /// <summary>Kubernetes counts it as ready, its sentinel names the master, its redis follows the master and is not behind: the next one may go.</summary>
    private static bool IsInStep(GroupFacts facts, PodObservation master, PodObservation pod) =>
        pod.IsReady
        && pod.Monitor?.Address == master.Address
        && (!pod.HasRedis
            || (pod.Answer is { IsMaster: false, LinkUp: true, Loading: false } answer
                && answer.MasterHost == master.Address
                && master.Answer!.Offset - answer.Offset <= facts.Observation.Group.Spec.MaxLagBytes()));

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
