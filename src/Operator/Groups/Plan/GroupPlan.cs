using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>What one pass does: the decision, and steps in stages. Stages run in order, the steps of one at the same time; a failed step ends the pass after its stage.</summary>
/// <param name="Again">Look again after this at the latest; events usually come sooner.</param>
public sealed record GroupPlan(Decision Decision, ImmutableArray<ImmutableArray<Step>> Stages, TimeSpan Again)
{
    /// <summary>The majority is read again this often even when nothing has been heard: Pub/Sub is fire and forget.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>While a pod does not answer: a master of before that comes back is to be a replica before it has taken a write.</summary>
    private static readonly TimeSpan Uneasy = TimeSpan.FromMilliseconds(300);

    /// <summary>After a step that something must follow, and before the event that tells of it.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    public static GroupPlan For(GroupObservation observation)
    {
        var decision = MasterDecision.Decide(observation);
        ImmutableArray<ImmutableArray<Step>> stages =
        [
            .. SwitchSteps.For(observation, decision),
            .. RepairSteps.For(observation, decision),
            .. ObjectSteps.For(observation, Scaling.Replicas(GroupFacts.From(observation), decision)),
            .. MetadataSteps.For(observation),
            .. StorageSteps.For(observation),
            .. PasswordSteps.For(observation, decision),
            .. ConfigSteps.For(observation, decision),
        ];
        stages = [.. stages.Where(stage => !stage.IsEmpty)];
        var more = stages.Any(stage => stage.Any(step => step is Step.Configure or Step.GivePasswords));
        return new GroupPlan(decision, stages, more ? AtOnce : Next(observation, decision));
    }

    /// <summary>Only what leads the VIP to a pod that is master already: for an operator that does not lead, and while the group is paused.</summary>
    public static GroupPlan RoutingOnly(GroupObservation observation, bool demotes)
    {
        Decision decision = MasterDecision.Decide(observation) switch
        {
            Decision.Keep keep => keep with { Accepted = null, Refusal = null },
            Decision.Adopt adopt => adopt,
            var other => new Decision.Wait(Uneasy, other.Reason, other.Message, other.Serving),
        };
        return new GroupPlan(decision, [.. SwitchSteps.RoutingOnly(observation, decision, demotes).Where(stage => !stage.IsEmpty)], decision is Decision.Keep ? Rest : Uneasy);
    }

    private static TimeSpan Next(GroupObservation observation, Decision decision) => decision switch
    {
        Decision.Wait wait => wait.Again,
        Decision.Keep { Accepted: null } => observation.Pods.Any(pod => pod.Redis is RedisView.Silent || pod.Sentinel is SentinelView.Silent) ? Uneasy : Rest,
        _ => AtOnce,
    };
}
