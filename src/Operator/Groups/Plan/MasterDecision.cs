using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>Who is master, and what to do when nobody is: the first rule that has an answer gives it.</summary>
public static class MasterDecision
{
    /// <summary>
    /// The order is the policy. What runs goes before what is remembered, a planned switch before staying as it is, what a living pod says before what is concluded from a dead one,
    /// and a data set is only ever chosen (the last rule) when no sentinel and no pod can say who was master.
    /// </summary>
    public static readonly ImmutableArray<(string Name, Func<GroupFacts, Decision?> Rule)> Chain =
    [
        (nameof(Rules.FailoverRuns), Rules.FailoverRuns),
        (nameof(Rules.RoutedMasterIsNewerAndSilent), Rules.RoutedMasterIsNewerAndSilent),
        (nameof(Rules.SwitchoverWanted), Rules.SwitchoverWanted),
        (nameof(Rules.NamedMasterSpeaks), Rules.NamedMasterSpeaks),
        (nameof(Rules.PromotedButForgotten), Rules.PromotedButForgotten),
        (nameof(Rules.NamedMasterIsDown), Rules.NamedMasterIsDown),
        (nameof(Rules.NamedMasterIsSilent), Rules.NamedMasterIsSilent),
        (nameof(Rules.MasterUnknownToSentinels), Rules.MasterUnknownToSentinels),
        (nameof(Rules.NobodyIsMaster), Rules.NobodyIsMaster),
    ];

    public static Decision Decide(GroupObservation observation)
    {
        var facts = GroupFacts.From(observation);
        foreach (var (_, rule) in Chain)
        {
            if (rule(facts) is { } decision)
            {
                return decision;
            }
        }
        return new Decision.Wait(TimeSpan.FromMilliseconds(500), Reasons.Undecided, $"{facts.Masters.Length} pods say master and the sentinels do not agree on one of them");
    }
}
