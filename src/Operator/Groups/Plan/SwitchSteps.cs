using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The steps that make a pod master and move the VIP to it.</summary>
public static class SwitchSteps
{
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
                // A write may need a replica (WAIT, min-replicas-to-write): the others are pointed at the new master at once, a second before Sentinel would.
                yield return Route(observation, finish.Pod, finish.Epoch);
                yield return [.. RepairSteps.Followers(observation, finish.Pod), .. Relabel(observation, finish.Pod)];
                break;
            case Decision.HandOver hand:
                yield return [new Step.HandOver(hand.From, hand.Pod, hand.Sentinel)];
                yield return Route(observation, hand.Pod, hand.Epoch);
                yield return [new Step.Demote(hand.From, hand.Pod), .. RepairSteps.Followers(observation, hand.Pod), .. Relabel(observation, hand.Pod)];
                break;
            case Decision.Adopt adopt:
                yield return Route(observation, adopt.Pod, adopt.Epoch);
                yield return Relabel(observation, adopt.Pod);
                break;
            case Decision.Keep keep:
                yield return Route(observation, keep.Pod, keep.Epoch);
                yield return Relabel(observation, keep.Pod);
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
        if (master.Pod?.Status?.PodIP is not { Length: > 0 } ip || master.Pod.Metadata.Uid is not { } uid)
        {
            return null;
        }
        var route = observation.Objects.Route;
        var desired = EndpointSliceBuilder.Build(observation.Group, master.Name, uid, ip, master.Pod.Spec?.NodeName, ready: true, epoch);
        var same = route is not null && route.PodName == master.Name && route.PodUid == uid && route.Ip == ip && route.Epoch == epoch;
        return same && !ObjectDiff.Differs(desired, observation.Objects.Slice)
            ? null
            : new Step.MoveVip(desired, observation.Objects.Slice?.Metadata.ResourceVersion, master);
    }

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
