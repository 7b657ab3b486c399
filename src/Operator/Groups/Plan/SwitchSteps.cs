using System.Collections.Immutable;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The steps that make a pod master and move the VIP to it.</summary>
public static class SwitchSteps
{
    private static readonly TimeSpan AlmostCertainlyLost = TimeSpan.FromSeconds(1);

    public static IEnumerable<ImmutableArray<Step>> For(GroupObservation observation, Decision decision)
    {
        if (Answered(observation, decision) is { } request)
        {
            yield return [new Step.ClearRequest(request)];
        }
        switch (decision)
        {
            case Decision.StartFailover start:
                yield return [new Step.StartFailover(start.Sentinel)];
                break;
            case Decision.Steer steer:
                yield return
                [
                    .. steer.Ineligible.Where(pod => pod.Answer!.Priority != 0).Select(pod => new Step.SetPriority(pod, 0)),
                    .. steer.Eligible.Where(pod => pod.Answer!.Priority == 0).Select(pod => new Step.SetPriority(pod, RepairSteps.NormalPriority)),
                ];
                break;
            case Decision.ColdStart cold:
                yield return [new Step.MakeMaster(cold.Pod)];
                break;
            case Decision.FinishFailover finish:
                yield return [new Step.MakeMaster(finish.Pod)];
                // A write may need a replica (WAIT, min-replicas-to-write): the others are pointed at the new master in the same moment, a second before Sentinel would.
                yield return [.. Route(observation, finish.Pod, finish.Epoch), .. RepairSteps.Followers(observation, finish.Pod)];
                yield return Relabel(observation, finish.Pod);
                break;
            case Decision.HandOver hand:
                yield return [new Step.HandOver(hand.From, hand.Pod, hand.Sentinel)];
                yield return [.. Route(observation, hand.Pod, hand.Epoch), .. RepairSteps.Followers(observation, hand.Pod)];
                yield return [new Step.Demote(hand.From, hand.Pod), .. Relabel(observation, hand.Pod)];
                break;
            case Decision.Adopt adopt:
                yield return Route(observation, adopt.Pod, adopt.Epoch);
                yield return Relabel(observation, adopt.Pod);
                break;
            case Decision.Keep keep:
                yield return Route(observation, keep.Pod, keep.Epoch);
                yield return Relabel(observation, keep.Pod);
                break;
            case Decision.Wait wait:
                yield return Close(observation, wait);
                break;
        }
    }

    /// <summary>Only what leads the VIP to a master that is one already: for a standby, and while the group is paused.</summary>
    /// <param name="demotes">Whether a pod that says master beside it is made a replica as well.</param>
    public static IEnumerable<ImmutableArray<Step>> RoutingOnly(GroupObservation observation, Decision decision, bool demotes)
    {
        var (master, epoch) = decision switch
        {
            Decision.Adopt adopt => (adopt.Pod, adopt.Epoch),
            Decision.Keep keep => (keep.Pod, keep.Epoch),
            _ => (null, 0),
        };
        if (master is not null)
        {
            yield return Route(observation, master, epoch);
            yield return [.. demotes ? RepairSteps.Demotions(observation, master) : [], .. Relabel(observation, master)];
        }
        else
        {
            yield return Close(observation, decision);
        }
    }

    /// <summary>The request that is on record by now, or that this pass refuses; null when there is none to take off.</summary>
    private static string? Answered(GroupObservation observation, Decision decision)
    {
        var facts = GroupFacts.From(observation);
        if (facts.Request is not { } request || decision is Decision.StartFailover or Decision.FinishFailover or Decision.ColdStart or Decision.Introduce)
        {
            return null;
        }
        return facts.OpenSwitchover is { } open
            ? open.Reason == Reasons.SwitchoverRequested && open.Wish == request ? request : null
            : decision is Decision.Keep { Refusal: not null } ? request : null;
    }

    /// <summary>The one write that moves the VIP; empty when it leads there already, and with <c>routing: Labels</c>, where the labels move it.</summary>
    private static ImmutableArray<Step> Route(GroupObservation observation, PodObservation master, long epoch) =>
        observation.Group.Spec.RoutesDirectly() && SliceTo(observation, master, epoch) is { } move ? [move] : [];

    /// <summary>
    /// A master that is back as a replica of nobody, with nobody else to lead to: its clients would read what may be old or nothing, and have their writes
    /// refused. Not within a second of the loss, in which a failover usually ends: kube-proxy would take up the move to the new master a second later.
    /// </summary>
    private static ImmutableArray<Step> Close(GroupObservation observation, Decision decision)
    {
        var facts = GroupFacts.From(observation);
        var closes = decision.Serving is null
            && observation.Group.Spec.RoutesDirectly()
            && observation.Objects.Slice?.Endpoints is [{ Conditions.Ready: not false }]
            && facts.Routed is { Answer.IsMaster: false }
            && (facts.MasterlessFor > AlmostCertainlyLost || observation.Now - observation.MasterLostAt > AlmostCertainlyLost);
        return closes && Slice(observation, facts.Routed!, facts.RoutedEpoch, ready: false) is { } slice
            ? [new Step.CloseVip(slice, observation.Objects.Slice!.Metadata.ResourceVersion, facts.Routed!)]
            : [];
    }

    /// <summary>
    /// Both labels, at the same time, and only once the slice has been accepted: kube-proxy applies a first change at once and the next a second later, and the
    /// labels move endpoints of other Services (ADR 0002). A label that could not be written is written by the next pass.
    /// </summary>
    private static ImmutableArray<Step> Relabel(GroupObservation observation, PodObservation master)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var pod in observation.Pods.Where(pod => pod.Pod is not null))
        {
            var role = RoleOf(pod, master);
            if (role is not null && role != RoleLabel(pod))
            {
                steps.Add(new Step.Label(pod, role));
            }
        }
        return steps.ToImmutable();
    }

    private static Step.MoveVip? SliceTo(GroupObservation observation, PodObservation master, long epoch)
    {
        if (Slice(observation, master, epoch, ready: true) is not { } desired)
        {
            return null;
        }
        var pod = master.Pod!;
        var route = observation.Objects.Route;
        var same = route is not null && route.PodName == master.Name && route.PodUid == pod.Metadata.Uid && route.Ip == pod.Status!.PodIP && route.Epoch == epoch;
        return same && !ObjectDiff.Differs(desired, observation.Objects.Slice)
            ? null
            : new Step.MoveVip(desired, observation.Objects.Slice?.Metadata.ResourceVersion, master);
    }

    /// <summary>Null while the pod has no address.</summary>
    private static V1EndpointSlice? Slice(GroupObservation observation, PodObservation pod, long epoch, bool ready) =>
        pod.Pod is { Status.PodIP: { Length: > 0 } ip, Metadata.Uid: { } uid }
            ? EndpointSliceBuilder.Build(observation.Group, pod.Name, uid, ip, pod.Pod.Spec?.NodeName, ready, epoch)
            : null;

    /// <summary>master for the one, replica for what follows it and for whatever still carries the other label; null leaves the label as it is.</summary>
    private static string? RoleOf(PodObservation pod, PodObservation master)
    {
        if (pod == master)
        {
            return Labels.MasterRole;
        }
        return RoleLabel(pod) == Labels.MasterRole || (pod.IsFollower && pod.Answer!.MasterHost == master.Address) ? Labels.ReplicaRole : null;
    }

    private static string? RoleLabel(PodObservation pod) => pod.Pod?.Metadata.Labels is { } labels && labels.TryGetValue(Labels.Role, out var role) ? role : null;
}
