using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>While a sentinel leads a failover: what it selected is the next master, and nobody else is asked for anything.</summary>
public static partial class Rules
{
    /// <summary>How soon to look again while something is about to happen that no event may announce: Sentinel's tick is 50–100 ms.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    public static Decision? FailoverRuns(GroupFacts facts)
    {
        if (facts.Leaders.IsEmpty)
        {
            return null;
        }
        if (facts.Leaders.Length > 1)
        {
            // Two forced failovers may promote two replicas (3 of 8 runs, reference section 2): only the majority may settle that.
            return facts.NamedBy >= facts.Majority && facts.Named is { SaysMaster: true }
                ? null
                : new Decision.Wait(Soon, Reasons.TwoFailoversRun, $"sentinels of {Names(facts.Leaders)} both lead a failover; waiting for the majority");
        }

        var leader = facts.Leaders[0];
        if (facts.SelectedBy(leader) is not { } selected)
        {
            if (facts.Routed is { SaysMaster: true } routed && facts.RoutedEpoch > facts.Newest!.ConfigEpoch)
            {
                // A switchover does not wait for it (ADR 0011), nor does what finishes a switch whose leader died: there is nobody else to be selected.
                return new Decision.Keep(routed, facts.RoutedEpoch, Reasons.FailoverRunning, $"{routed.Name} was promoted; the sentinel of {leader.Name} leads the failover and has not selected it yet");
            }
            return new Decision.Wait(Soon, Reasons.FailoverRunning, $"the sentinel of {leader.Name} leads a failover and has not selected a replica yet");
        }
        if (selected.SaysMaster && facts.Routed == selected)
        {
            return new Decision.Keep(selected, facts.RoutedEpoch, Reasons.FailoverSelected, $"the failover led by the sentinel of {leader.Name} promoted {selected.Name}");
        }
        // The failover that runs takes the next epoch; its leader shows that one as soon as it has seen the promotion.
        var before = facts.Opinions.Where(pod => pod != leader).Select(pod => pod.Monitor!.ConfigEpoch).DefaultIfEmpty(leader.Monitor!.ConfigEpoch).Max();
        var epoch = Math.Max(before + 1, leader.Monitor!.ConfigEpoch);
        if (selected.SaysMaster)
        {
            return new Decision.Adopt(selected, epoch, Reasons.FailoverSelected, $"the failover led by the sentinel of {leader.Name} promoted {selected.Name}");
        }
        var old = facts.Observation.PodAt(leader.Monitor.Address);
        // A lost link proves that the replica has read all that its master ever sent it.
        return selected.IsFollower && selected.Answer!.LinkUp == false && !MayStillServe(old)
            ? new Decision.FinishFailover(selected, leader, epoch, Reasons.FailoverSelected, $"the failover led by the sentinel of {leader.Name} selected {selected.Name}")
            : new Decision.Wait(Soon, Reasons.FailoverRunning, $"the failover led by the sentinel of {leader.Name} selected {selected.Name}; it is not master yet");
    }

    /// <summary>A master that is only silent may be taking writes where nobody sees it: then Sentinel's own pace is kept.</summary>
    private static bool MayStillServe(PodObservation? old) => old is { Redis: RedisView.Silent } or { SaysMaster: true };

    private static string Names(IEnumerable<PodObservation> pods) => string.Join(", ", pods.Select(pod => pod.Name));
}
