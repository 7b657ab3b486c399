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
        switch (decision)
        {
            case Decision.StartFailover start:
                yield return [new Step.StartFailover(start.Sentinel)];
                break;
            case Decision.Steer steer:
                yield return [.. steer.Ineligible.Select(pod => new Step.SetPriority(pod, 0))];
                break;
            case Decision.ColdStart cold:
                yield return [new Step.MakeMaster(cold.Pod)];
                break;
            case Decision.FinishFailover finish:
                yield return [new Step.MakeMaster(finish.Pod)];
                // A write with WAIT needs a replica: the others are pointed at the new master while the VIP moves, a second before Sentinel would.
                yield return [.. Routing(observation, finish.Pod, finish.Epoch), .. RepairSteps.Followers(observation, finish.Pod)];
                break;
            case Decision.Adopt adopt:
                yield return Routing(observation, adopt.Pod, adopt.Epoch);
                break;
            case Decision.Keep keep:
                yield return Routing(observation, keep.Pod, keep.Epoch);
                break;
        }
    }

    /// <summary>
    /// One write moves the VIP; in the same moment both labels are written. A label that could not be written is written by the next pass.
    /// Empty when everything is as it should be.
    /// </summary>
    private static ImmutableArray<Step> Routing(GroupObservation observation, PodObservation master, long epoch)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (observation.Group.Spec.RoutesDirectly() && SliceTo(observation, master, epoch) is { } move)
        {
            steps.Add(move);
        }
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
