using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>
/// A changed password, in stages of which each is done on all before the next begins: all accept both; all use the new one between them; the files say the new
/// one; and when clients have had their time, only the new one is accepted. Cut off anywhere, the next pass repeats the stage it finds, which changes nothing.
/// </summary>
public static class PasswordSteps
{
    public static IEnumerable<ImmutableArray<Step>> For(GroupObservation observation, Decision decision)
    {
        // Not while a master is being made: everybody must be able to speak to everybody then.
        if (decision is not Decision.Keep || Stage(observation) is not { } wanted)
        {
            return [];
        }

        return [[.. Reachable(observation).Where(pod => !Has(observation, pod, wanted)).Select(pod => new Step.GivePasswords(pod, wanted))]];
    }

    /// <summary>What the Secret is to hold after this pass; null while there is none.</summary>
    public static GroupPasswords? Secret(GroupObservation observation)
    {
        if (observation.Objects.Passwords is not { } present)
        {
            return null;
        }
        var wanted = Wanted(observation, present);
        if (wanted != present.Current)
        {
            var moved = PasswordState.Both(present.Current, wanted, wanted);
            return observation.Pods.Any(pod => pod.SaysMaster) && AllHave(observation, state => state == moved)
                ? new GroupPasswords(wanted, wanted, present.Current, observation.Now + observation.Group.Spec.PasswordOverlap())
                : Shown(observation, present);
        }
        var isOver = present.Until <= observation.Now && AllHave(observation, state => state == PasswordState.Just(present.Current));
        return Shown(observation, present) with { Until = isOver ? null : present.Until };
    }

    /// <summary>Why the user's password is not taken, or null.</summary>
    public static string? Refusal(GroupObservation observation) =>
        observation.UserPassword is { } user ? user.Problem
        : observation.Objects.Passwords is { } present && !GroupPasswords.IsUsable(present.Wanted)
            ? $"the password in the Secret {GroupNames.For(observation.Group).Auth} is refused: {GroupPasswords.Rule}"
            : null;

    private static PasswordState? Stage(GroupObservation observation)
    {
        if (observation.Objects.Passwords is not { } present)
        {
            return null;
        }
        var wanted = Wanted(observation, present);
        if (wanted != present.Current)
        {
            var added = PasswordState.Both(present.Current, wanted, present.Current);
            var moved = PasswordState.Both(present.Current, wanted, wanted);
            return AllHave(observation, state => state == added || state == moved) ? moved : added;
        }
        if (present.Previous is not { } previous || previous == present.Current)
        {
            return null;
        }
        var (both, just) = (PasswordState.Both(previous, present.Current, present.Current), PasswordState.Just(present.Current));
        return present.Until is null || (present.Until <= observation.Now && AllHave(observation, state => state == both || state == just)) ? just : both;
    }

    private static string Wanted(GroupObservation observation, GroupPasswords present) =>
        observation.UserPassword is { } user ? user.Password ?? present.Current
        : GroupPasswords.IsUsable(present.Wanted) ? present.Wanted
        : present.Current;

    /// <summary>The key that clients read: theirs to change, unless the password comes from a Secret of theirs.</summary>
    private static GroupPasswords Shown(GroupObservation observation, GroupPasswords present) =>
        observation.UserPassword is null ? present : present with { Wanted = present.Current };

    /// <summary>A pod that does not run comes with what the file says then; one that cannot be reached is given it when it can.</summary>
    private static IEnumerable<PodObservation> Reachable(GroupObservation observation) =>
        observation.Pods.Where(pod => pod.Processes is not null && (pod.Answer is not null || !pod.HasRedis) && pod.Sentinel is not SentinelView.Silent);

    private static bool AllHave(GroupObservation observation, Func<PasswordState, bool> isSo) =>
        Reachable(observation).All(pod => observation.Given.TryGetValue(pod.Processes!, out var state) && isSo(state));

    private static bool Has(GroupObservation observation, PodObservation pod, PasswordState wanted) =>
        observation.Given.TryGetValue(pod.Processes!, out var state) && state == wanted;
}
