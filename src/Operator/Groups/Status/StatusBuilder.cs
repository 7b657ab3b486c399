using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>What the group's status is after a pass. Says nothing that changes by itself (offsets, times of looking), so that a group at rest is never written.</summary>
public static class StatusBuilder
{
    public static RedisReplicationGroupStatus Build(GroupObservation observation, GroupPlan plan, ApplyResult result)
    {
        var group = observation.Group;
        var facts = GroupFacts.From(observation);
        var view = new GroupHealth(facts, plan, result);
        var last = LastSwitch.After(facts, plan.Decision, result);
        return new RedisReplicationGroupStatus
        {
            ObservedGeneration = group.Metadata.Generation,
            Phase = PhaseOf(view, plan.Decision, last),
            Master = Master(facts, view, plan.Decision, result) ?? group.Status?.Master,
            Replicas = facts.RedisPods.Count(pod => pod.Pod is not null),
            ReadyReplicas = view.Serving,
            Ready = $"{view.Serving}/{group.Spec.Replicas}",
            Sentinels = new SentinelStatus { Ready = facts.AnsweringSentinels, Agree = view.Agreeing, Summary = $"{view.Agreeing}/{view.WantedSentinels}" },
            SentinelMasterName = GroupNames.For(group).MasterName,
            Vip = Vip(observation, view),
            Failovers = (group.Status?.Failovers ?? 0) + (LastSwitch.CompletesFailover(group.Status?.LastSwitch, last) ? 1 : 0),
            LastSwitch = last,
            Selector = $"{Labels.Group}={group.Metadata.Name}",
            Conditions = ConditionsBuilder.Build(observation, plan, view, Refusals.Of(observation, result)),
        };
    }

    private static string PhaseOf(GroupHealth view, Decision decision, LastSwitchStatus? last)
    {
        if (view.Facts.Observation.IsPaused)
        {
            return Phase.Paused;
        }
        if (last is { CompletedAt: null, Kind: SwitchKind.Switchover })
        {
            return Phase.Switchover;
        }
        if (view.Master is not null && Rollout.Progress(view.Facts, view.Master) is { Reason: Reasons.RollingUpdate })
        {
            return Phase.Updating;
        }
        if (view.IsReady)
        {
            return Phase.Ready;
        }
        if (decision is Decision.StartFailover or Decision.Steer or Decision.FinishFailover || !view.Facts.Leaders.IsEmpty)
        {
            return Phase.Failover;
        }
        if (view.Facts.Observation.Group.Status?.Master is not null)
        {
            return Phase.Degraded;
        }
        return view.Facts.Pods.All(pod => pod.Pod is null) ? Phase.Pending : Phase.Starting;
    }

    /// <summary>The master on record: the routed one, or the one that a cold start has just chosen, so that a restarted operator goes on with the same.</summary>
    private static MasterStatus? Master(GroupFacts facts, GroupHealth view, Decision decision, ApplyResult result)
    {
        var (pod, epoch) = decision switch
        {
            Decision.Keep keep => (keep.Pod, keep.Epoch),
            Decision.Adopt adopt when result.RoutedAt is not null => (adopt.Pod, adopt.Epoch),
            Decision.HandOver hand when result.RoutedAt is not null => (hand.Pod, hand.Epoch),
            Decision.FinishFailover finish when result.RoutedAt is not null => (finish.Pod, finish.Epoch),
            Decision.ColdStart cold when result.PromotedAt is not null => (cold.Pod, 0L),
            _ => (null, 0L),
        };
        if (pod is null)
        {
            return null;
        }
        var was = facts.Observation.Group.Status?.Master;
        return new MasterStatus
        {
            Pod = pod.Name,
            Node = pod.Pod?.Spec?.NodeName,
            Address = pod.Address,
            Epoch = epoch,
            Since = was?.Pod == pod.Name && was.Since is not null ? was.Since : Timestamp.Of(result.RoutedAt ?? view.Facts.Observation.Now),
        };
    }

    private static VipStatus Vip(GroupObservation observation, GroupHealth view)
    {
        var group = observation.Group;
        var name = GroupNames.For(group).Vip;
        var port = group.Spec.Vip.Service.Port;
        var inside = VipAddress.WithPort(ObjectSteps.ClusterIp(observation.Objects, name), port);
        if (AddressOnNode.Of(observation, view.Master) is { } onNode)
        {
            var address = group.Spec.OnHostNetwork()!.Address;
            return new VipStatus { Address = VipAddress.WithPort(address[..address.IndexOf('/')], group.Spec.Port), ClusterAddress = inside, Holder = onNode.Holder };
        }

        var balanced = group.Spec.IsBalanced();
        return new VipStatus
        {
            Address = balanced ? VipAddress.WithPort(VipAddress.Assigned(observation.Objects.Services.GetValueOrDefault(name)), port) : inside,
            ClusterAddress = balanced ? inside : null,
            Holder = view.Holder?.Name,
        };
    }
}
