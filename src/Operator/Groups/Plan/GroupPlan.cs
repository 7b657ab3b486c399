using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>What one pass does: the decision, and steps in stages. Stages run in order, the steps of one at the same time; a failed step ends the pass after its stage.</summary>
/// <param name="Again">Look again after this at the latest; events usually come sooner.</param>
public sealed record GroupPlan(Decision Decision, ImmutableArray<ImmutableArray<Step>> Stages, TimeSpan Again)
{
    /// <summary>The majority is read again this often even when nothing has been heard: Pub/Sub is fire and forget.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>After a step that something must follow, and before the event that tells of it.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    public static GroupPlan For(GroupObservation observation)
    {
        var decision = MasterDecision.Decide(observation);
        ImmutableArray<ImmutableArray<Step>> stages =
        [
            .. SwitchSteps.For(observation, decision),
            .. RepairSteps.For(observation, decision),
            .. ObjectSteps.For(observation),
            .. MetadataSteps.For(observation),
            .. StorageSteps.For(observation),
            .. ConfigSteps.For(observation, decision),
        ];
        stages = [.. stages.Where(stage => !stage.IsEmpty)];
        var more = stages.Any(stage => stage.Any(step => step is Step.Configure));
        return new GroupPlan(decision, stages, more ? AtOnce : Next(decision));
    }

    private static TimeSpan Next(Decision decision) => decision switch
    {
        Decision.Wait wait => wait.Again,
        Decision.Keep => Rest,
        _ => AtOnce,
    };
}
