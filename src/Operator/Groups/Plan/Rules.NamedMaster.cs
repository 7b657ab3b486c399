using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>When sentinels name a master and no failover runs.</summary>
public static partial class Rules
{
    /// <summary>
    /// The VIP leads to a pod by a switch that is newer than anything a sentinel remembers, and that pod misses an answer: it is waited for.
    /// Whoever the sentinels still name is the master of before; routing back to it would lose what was written since.
    /// </summary>
    public static Decision? RoutedMasterIsNewerAndSilent(GroupFacts facts) =>
        facts is { Newest: { } newest, Routed: { Redis: RedisView.Silent } routed, SentinelsAreStuck: false } && routed != facts.Named && facts.RoutedEpoch > newest.ConfigEpoch && !IsChosen(facts)
            ? new Decision.Wait(Later, Reasons.MasterSilent, $"{routed.Name} was promoted and does not answer now; the sentinels still name {facts.Named?.Name ?? newest.Address}")
            : null;

    /// <summary>A cold start, or a failover that is on record, has made the named pod master since: epochs begin anew when sentinels are told from scratch.</summary>
    private static bool IsChosen(GroupFacts facts) => facts.Named is { SaysMaster: true } named && named == facts.Unfinished && facts.NamedBy >= facts.Majority;

    /// <summary>The named pod says master: it is the master when a majority says so, or when it is where the VIP leads already.</summary>
    public static Decision? NamedMasterSpeaks(GroupFacts facts)
    {
        if (facts.Named is not { SaysMaster: true } named)
        {
            return null;
        }
        var epoch = facts.Newest!.ConfigEpoch;
        if (facts.Routed is { SaysMaster: true } routed && routed != named && facts.RoutedEpoch > epoch)
        {
            // The switch to the routed pod is newer than anything a sentinel remembers: its leader died before it told the others.
            return null;
        }
        if (facts.NamedBy >= facts.Majority)
        {
            return Master(facts, named, epoch, Reasons.NamedByMajority, $"{facts.NamedBy} of {facts.Pods.Length} sentinels name {named.Name}");
        }
        if (facts.Routed == named || (facts.Routed is null && facts.Recorded == named))
        {
            return Master(facts, named, epoch, Reasons.NamedByNewest, $"{named.Name} is the recorded master and the newest of {facts.Opinions.Length} sentinel opinions names it");
        }
        return new Decision.Wait(Later, Reasons.NoMajority, $"{named.Name} says master, but only {facts.NamedBy} of {facts.Pods.Length} sentinels name it ({facts.Majority} needed)");
    }

    /// <summary>
    /// Somebody else is master than the sentinels remember, because the failover that made it one was lost with its leader.
    /// What was begun is finished: the sentinels are made to select exactly that pod, so that no second replica is promoted.
    /// </summary>
    public static Decision? PromotedButForgotten(GroupFacts facts)
    {
        if (facts.Newest is null || facts.Masters.Length == 0)
        {
            return null;
        }
        var begun = (facts.RoutedEpoch > facts.Newest.ConfigEpoch ? facts.Masters.FirstOrDefault(pod => pod == facts.Routed) : null)
            ?? facts.Masters.FirstOrDefault(pod => pod == facts.Unfinished);
        var only = facts.Masters.Length == 1 && !MayStillServe(facts.Named) && HasNewestData(facts, facts.Masters[0]) ? facts.Masters[0] : null;
        if ((begun ?? only) is not { } master || master == facts.Named)
        {
            return null;
        }
        if (facts.SentinelsAreStuck)
        {
            return new Decision.Introduce(master, Reasons.SentinelsStuck, $"{master.Name} is master and the sentinels, which name {facts.Named?.Name ?? facts.Newest.Address}, are told so");
        }
        return FailOverTo(facts, [master], Reasons.PromotionForgotten, $"{master.Name} was promoted and the sentinels still name {facts.Named?.Name ?? facts.Newest.Address}");
    }

    /// <summary>The named master is dead, or runs again and is held: fail over to a replica that has its data.</summary>
    public static Decision? NamedMasterIsDown(GroupFacts facts)
    {
        if (facts.Newest is null || facts.Named?.Redis is RedisView.Silent)
        {
            return null;
        }
        var followers = facts.Pods.Where(pod => pod.HasFollowed && pod != facts.Named).ToArray();
        if (followers.Length == 0)
        {
            return null;
        }
        if (facts.Named?.Redis is not RedisView.Answered && followers.FirstOrDefault(pod => pod.Answer!.LinkUp == true && pod.Answer.MasterHost == facts.Newest.Address) is { } linked)
        {
            // A replica that still hears the master knows better; one that lost it says so once it has read all that was sent.
            return new Decision.Wait(Soon, Reasons.ReplicaStillLinked, $"{facts.Named?.Name ?? facts.Newest.Address} looks dead, but {linked.Name} has its link to it");
        }
        var newest = followers.Max(pod => pod.Answer!.Offset);
        if (facts.SentinelsAreStuck)
        {
            var best = followers.First(pod => pod.Answer!.Offset == newest);
            return new Decision.ColdStart(best, DatasetAtRisk: false, Reasons.SentinelsStuck, $"{best.Name} becomes master: {DownBecause(facts)}, and no sentinel brought a failover about");
        }
        return FailOverTo(facts, [.. followers.Where(pod => pod.Answer!.Offset == newest)], Reasons.MasterDown, $"{DownBecause(facts)}");
    }

    /// <summary>The named master is silent: it may serve clients that the operator cannot see. Sentinel's downAfter decides.</summary>
    public static Decision? NamedMasterIsSilent(GroupFacts facts) => facts.Named is { Redis: RedisView.Silent silent } named
        ? new Decision.Wait(Later, Reasons.MasterSilent, $"{named.Name} does not answer ({silent.Evidence}); Sentinel decides after downAfter")
        : null;

    private static Decision Master(GroupFacts facts, PodObservation pod, long epoch, string reason, string message) =>
        facts.Routed == pod
            ? new Decision.Keep(pod, epoch, reason, message)
            : new Decision.Adopt(pod, epoch, reason, message);

    private static string DownBecause(GroupFacts facts) => facts.Named switch
    {
        null => $"no pod has the master's address {facts.Newest!.Address} any more",
        { Redis: RedisView.Dead dead } pod => $"{pod.Name} is dead: {dead.Evidence}",
        { IsHeld: true } pod => $"{pod.Name} restarted and is held",
        var pod => $"{pod.Name} says that it is a replica",
    };

    private static bool HasNewestData(GroupFacts facts, PodObservation master) =>
        facts.Pods.Where(pod => pod.IsFollower).All(pod => pod.Answer!.Offset <= master.Answer!.Offset);
}
