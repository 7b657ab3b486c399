using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>What the spec asks for and the group does not get, while it goes on as it was: a reason of the condition Progressing, and an Event.</summary>
public static class Refusals
{
    public static readonly IReadOnlyList<string> Reasons = [Entities.Reasons.ConfigRefused, Entities.Reasons.StorageShrinkRefused, Entities.Reasons.StorageGrowthRefused, Entities.Reasons.PasswordRefused];

    /// <summary>The first of them, or null.</summary>
    public static (string Reason, string Message)? Of(GroupObservation observation, ApplyResult result)
    {
        if (ConfigRefusals.Message(observation, result) is { } config)
        {
            return (Entities.Reasons.ConfigRefused, config);
        }
        if (PasswordSteps.Refusal(observation) is { } password)
        {
            return (Entities.Reasons.PasswordRefused, password);
        }
        if (StorageSteps.Shrinks(observation) is { } shrinks)
        {
            return (Entities.Reasons.StorageShrinkRefused, shrinks);
        }

        return observation.GrowthRefused is { } growth && growth.Size == observation.Group.Spec.Persistence.Size
            ? (Entities.Reasons.StorageGrowthRefused, $"the volumes keep their size: {growth.Message}")
            : null;
    }
}
