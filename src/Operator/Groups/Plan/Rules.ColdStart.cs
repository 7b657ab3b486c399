using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>First start, and the start after all pods were gone at once: nobody is master and no replica has a living data set.</summary>
public static partial class Rules
{
    /// <summary>How long a pod that may hold newer data is waited for.</summary>
    public static readonly TimeSpan ColdStartPatience = TimeSpan.FromSeconds(60);

    /// <summary>How soon to look again where events tell of every change; this is only the net below them.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(500);

    /// <summary>A pod is master and no sentinel knows it: they are told, as at the end of every first start.</summary>
    public static Decision? MasterUnknownToSentinels(GroupFacts facts)
    {
        if (!facts.Opinions.IsEmpty || facts.Masters.IsEmpty)
        {
            return null;
        }
        if (facts.AnsweringSentinels < facts.Majority)
        {
            return new Decision.Wait(Later, Reasons.NoMajority, $"{facts.AnsweringSentinels} of {facts.Pods.Length} sentinels answer ({facts.Majority} needed)");
        }
        var master = facts.Masters.FirstOrDefault(pod => pod == facts.Routed)
            ?? facts.Masters.FirstOrDefault(pod => pod == facts.Recorded)
            ?? facts.Masters.MaxBy(pod => pod.Answer!.Offset)!;
        return new Decision.Introduce(master, Reasons.SentinelsBlank, $"{master.Name} is master and no sentinel monitors the group");
    }

    public static Decision? NobodyIsMaster(GroupFacts facts)
    {
        if (!facts.Masters.IsEmpty)
        {
            return null;
        }
        var answering = facts.Pods.Where(pod => pod.Answer is not null).ToImmutableArray();
        var missing = facts.RedisPods.Where(pod => pod.Answer is null or { Loading: true }).ToImmutableArray();
        if (answering.FirstOrDefault(pod => pod.IsFollower && pod.Answer!.LinkUp == true && !answering.Any(other => other.Address == pod.Answer.MasterHost)) is { } linked)
        {
            // Somewhere is a master that it hears and nobody else does.
            return new Decision.Wait(Later, Reasons.ReplicaStillLinked, $"no master answers, but {linked.Name} has its link to one");
        }
        if (answering.IsEmpty)
        {
            return new Decision.Wait(Later, Reasons.Starting, "no redis of the group answers yet");
        }
        if (!missing.IsEmpty && WaitedFor(facts) < ColdStartPatience)
        {
            return new Decision.Wait(Later, Reasons.WaitingForPods, $"nobody is master; {Names(missing)} may hold newer data and is waited for");
        }
        var last = LastRouted(facts);
        var best = answering.OrderByDescending(pod => pod == last && pod.Answer!.Keys > 0)
            .ThenByDescending(pod => pod.Answer!.Offset)
            .ThenByDescending(pod => pod.Answer!.Keys)
            .ThenBy(pod => pod.Ordinal)
            .First();
        if (best.Answer!.Keys == 0 && answering.MaxBy(pod => pod.Answer!.Keys) is { Answer.Keys: > 0 } withData)
        {
            // An empty data set never wins over one with keys, whatever the offsets say.
            best = withData;
        }
        var first = facts.Recorded is null;
        return new Decision.ColdStart(
            best,
            DatasetAtRisk: !missing.IsEmpty && !first,
            first ? Reasons.FirstStart : Reasons.ColdStart,
            $"{best.Name} becomes master: {Why(facts, best)}" + (missing.IsEmpty ? "" : $"; {Names(missing)} did not come within {ColdStartPatience.TotalSeconds:0} s"));
    }

    /// <summary>
    /// The master that took the last writes. The routing is written before the status, and by a standby without it: where the slice is newer, the status is of the time before.
    /// </summary>
    private static PodObservation? LastRouted(GroupFacts facts) =>
        facts.Observation.Objects.Route is { } route && route.Epoch > (facts.Observation.Group.Status?.Master?.Epoch ?? long.MaxValue)
            ? facts.Observation.PodNamed(route.PodName) ?? facts.Recorded
            : facts.Recorded;

    private static string Why(GroupFacts facts, PodObservation best) => best.Answer! switch
    {
        { Keys: 0 } when facts.Recorded is not null => "no pod has data any more, the group starts empty",
        { Keys: 0 } => "no pod has data",
        var answer when best == LastRouted(facts) => $"it was the master and has {answer.Keys} keys",
        var answer => $"it has the newest data ({answer.Keys} keys, offset {answer.Offset})",
    };

    /// <summary>
    /// Since the first of the pods that answer runs, and, where there was a master before, since it is on record that data may be lost:
    /// the time in which no node was up is no time in which the others were waited for.
    /// </summary>
    private static TimeSpan WaitedFor(GroupFacts facts)
    {
        var now = facts.Observation.Now;
        var running = facts.Pods.Where(pod => pod.Answer is not null).Select(pod => pod.RunningSince ?? now).Min();
        var risk = facts.Observation.Group.Status?.Conditions?.FirstOrDefault(one => one is { Type: Conditions.DatasetAtRisk, Status: "True" })?.LastTransitionTime;
        if (facts.Recorded is null)
        {
            return now - running;
        }
        return risk is null ? TimeSpan.Zero : now - (risk > running ? risk.Value : running);
    }
}
