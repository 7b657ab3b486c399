using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The steps that bring replicas and sentinels in line with the master.</summary>
public static class RepairSteps
{
    /// <summary>Redis's own default; 0 is given only around a failover, to say who may not be selected.</summary>
    public const int NormalPriority = 100;

    public static IEnumerable<ImmutableArray<Step>> For(GroupObservation observation, Decision decision)
    {
        if (decision is Decision.FinishFailover or Decision.HandOver || decision.Master is not { Address: not null, SaysMaster: true } master)
        {
            yield break;
        }
        var facts = GroupFacts.From(observation);
        yield return [.. Demotions(observation, master)];
        yield return [.. Followers(observation, master), .. Unanswered(observation, master), .. Sentinels(observation, facts, master, decision is Decision.Introduce), .. Priorities(facts, master), .. Fencing.For(facts, master)];
        if (decision is Decision.Keep { Accepted: null })
        {
            yield return [.. Scaling.Forget(facts, master), .. Scaling.DropArbiter(facts, master)];
            yield return Rollout.Next(facts, master) is { } next ? [next] : [];
        }
    }

    /// <summary>Pods that say master beside the one that the majority, or the one failover that runs, has made master.</summary>
    public static IEnumerable<Step> Demotions(GroupObservation observation, PodObservation master) =>
        master is { Address: not null, SaysMaster: true } && Agreed(GroupFacts.From(observation), master)
            ? observation.Pods.Where(pod => pod != master && pod.SaysMaster).Select(pod => new Step.Demote(pod, master))
            : [];

    /// <summary>Pods that answer, and follow nobody or somebody else.</summary>
    public static IEnumerable<Step> Followers(GroupObservation observation, PodObservation master) =>
        observation.Pods
            .Where(pod => pod != master && pod.Answer is { IsMaster: false, Loading: false } answer && (answer.MasterHost != master.Address || answer.MasterPort != observation.Group.Spec.Port))
            .Select(pod => new Step.Follow(pod, master));

    /// <summary>
    /// Replicas whose connection to this very master, which answers us, was begun and is not answered. A node whose rules still lead the master's Service to its
    /// pod of before swallows the first packet, and the same connection is asked for again and again: redis gives up after repl-timeout only, a minute.
    /// </summary>
    private static IEnumerable<Step> Unanswered(GroupObservation observation, PodObservation master) =>
        observation.Pods
            .Where(pod => pod != master && pod.Answer is { IsMaster: false, Loading: false, IsConnecting: true } answer && answer.MasterHost == master.Address)
            .Select(pod => new Step.Reconnect(pod, master));

    /// <summary>Nobody is demoted on less than a majority, or than the one failover that runs.</summary>
    private static bool Agreed(GroupFacts facts, PodObservation master) =>
        (facts.Named == master && facts.NamedBy >= facts.Majority) || (facts.Leaders.Length == 1 && facts.SelectedBy(facts.Leaders[0]) == master);

    private static IEnumerable<Step> Sentinels(GroupObservation observation, GroupFacts facts, PodObservation master, bool isNew)
    {
        var wanted = observation.Group.Spec.SentinelSettings();
        foreach (var pod in observation.Pods)
        {
            switch (pod.Sentinel)
            {
                case SentinelView.Blank:
                    yield return new Step.Monitor(pod, master);
                    break;
                case SentinelView.Monitoring monitoring when monitoring.Address != master.Address && (isNew || IsAstray(facts, monitoring, master)):
                    yield return new Step.Monitor(pod, master, Replaces: true);
                    break;
                case SentinelView.Monitoring monitoring when Differs(monitoring.Settings, wanted):
                    yield return new Step.Tune(pod);
                    break;
            }
        }
    }

    /// <summary>Told by hand to monitor something else: sentinels correct each other only when one's epoch is higher.</summary>
    private static bool IsAstray(GroupFacts facts, SentinelView.Monitoring monitoring, PodObservation master) =>
        Agreed(facts, master) && facts.Leaders.IsEmpty && facts.Named == master && monitoring.ConfigEpoch == facts.Newest!.ConfigEpoch;

    private static bool Differs(SentinelSettings has, SentinelSettings wanted) => has with { QuickInfo = has.QuickInfo ?? true } != wanted;

    private static IEnumerable<Step> Priorities(GroupFacts facts, PodObservation master) =>
        facts.Leaders.IsEmpty && facts.OpenSwitchover is null && facts.Named == master && facts.NamedBy >= facts.Majority
            ? facts.Pods.Where(pod => pod.Answer is { Loading: false, Priority: not (null or NormalPriority) }).Select(pod => new Step.SetPriority(pod, NormalPriority))
            : [];
}
