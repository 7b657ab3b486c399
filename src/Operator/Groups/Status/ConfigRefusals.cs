using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>The directives of the spec that redis does not take.</summary>
public static class ConfigRefusals
{
    /// <summary>One sentence for all of them, or null when there are none.</summary>
    public static string? Message(GroupObservation observation, ApplyResult result)
    {
        var told = Told(observation, result).ToArray();
        var sentences = RedisDirectives.UsersLive(observation.Group)
            .Select(wish => (Wish: wish, Why: Why(told, wish.Key, wish.Value)))
            .Where(one => one.Why is not null)
            .Select(one => $"{one.Wish.Key} {one.Wish.Value}: {one.Why}")
            .ToArray();
        return sentences.Length == 0 ? null : $"spec.config: refused by redis, the other directives are set and nothing restarts: {string.Join("; ", sentences)}";
    }

    private static string? Why(AppliedConfig[] told, string name, string value) =>
        DirectiveValue.ForCommand(value) is { } argument
            ? told.FirstOrDefault(one => one.HasRefused(name, argument))?.Refused[name]
            : "its quotes do not pair";

    /// <summary>What the processes that run now were told, in this pass or before.</summary>
    private static IEnumerable<AppliedConfig> Told(GroupObservation observation, ApplyResult result)
    {
        var now = result.Configured.ToDictionary(one => one.Pod, one => one.Config);
        foreach (var pod in observation.Pods)
        {
            if (now.GetValueOrDefault(pod.Name) is { } configured)
            {
                yield return configured;
            }
            else if (observation.Applied.TryGetValue(pod.Name, out var applied) && applied.Process == pod.Process)
            {
                yield return applied;
            }
        }
    }
}
