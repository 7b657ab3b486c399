using System.Globalization;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>A living master hands over: on request, for an update, before its pod or its node goes, or because it is not among the pods that stay.</summary>
public static partial class Rules
{
    /// <summary>
    /// kube-proxy applies a first change at once and batches the next ones for a second (measured, design section 5). What made the master go (a pod deleted,
    /// a pod become ready) has changed endpoints too; writes are held back only when that second is over, so that the routing write is a first change again.
    /// </summary>
    private static readonly TimeSpan ProxyRest = TimeSpan.FromSeconds(1.1);

    /// <summary>After a switchover that failed, one that nobody asked for is not tried again for this long.</summary>
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Put on record first, begun in the next pass: what runs must be known to whoever comes after this operator.</summary>
    public static Decision? SwitchoverWanted(GroupFacts facts)
    {
        if (facts.Named is not { SaysMaster: true } master || facts.Routed != master || facts.RoutedEpoch > facts.Newest!.ConfigEpoch || SwitchoverWish.Of(facts, master) is not { } wish)
        {
            return null;
        }
        var (target, obstacle) = wish.Target(facts, master);
        obstacle ??= facts.NamedBy < facts.Majority ? $"only {facts.NamedBy} of {facts.Pods.Length} sentinels name the master ({facts.Majority} needed)" : null;
        if (facts.OpenSwitchover is not { } open)
        {
            return obstacle is null ? Accept(facts, master, wish) : wish.IsRequest ? Stay(facts, master, refusal: obstacle) : null;
        }
        var runs = facts.Observation.Now - (DateTimeOffset.TryParse(open.StartedAt, CultureInfo.InvariantCulture, out var startedAt) ? startedAt : facts.Observation.Now);
        if (runs > facts.Observation.Group.Spec.SwitchoverTimeout())
        {
            return Stay(facts, master, refusal: obstacle ?? $"it did not come about within {facts.Observation.Group.Spec.Switchover.Timeout}");
        }
        if (obstacle is not null)
        {
            return new Decision.Wait(Later, wish.Reason, $"{wish.Message}; {obstacle}", master);
        }
        return MakeCertain(facts, [target!], master, wish.Reason, wish.Message, sentinel => wish.IsRequest || runs >= ProxyRest
            ? new Decision.HandOver(master, target!, sentinel, NextEpoch(facts), wish.Reason, $"{wish.Message}; {target!.Name} takes over from {master.Name}")
            : new Decision.Wait(ProxyRest - runs, wish.Reason, $"{wish.Message}; {target!.Name} takes over in a moment", master));
    }

    private static Decision.Keep? Accept(GroupFacts facts, PodObservation master, SwitchoverWish wish) =>
        !wish.IsRequest && wish.Reason != Reasons.MasterTerminating && facts.LastFailedAt is { } failed && facts.Observation.Now - failed < RestAfterFailure
            ? null
            : Stay(facts, master, accepted: wish);

    private static Decision.Keep Stay(GroupFacts facts, PodObservation master, SwitchoverWish? accepted = null, string? refusal = null) => new(
        master,
        facts.Newest!.ConfigEpoch,
        Reasons.NamedByMajority,
        $"{facts.NamedBy} of {facts.Pods.Length} sentinels name {master.Name}",
        accepted,
        refusal);

    /// <summary>The epoch that a failover takes which begins now.</summary>
    private static long NextEpoch(GroupFacts facts) => facts.Opinions.Max(pod => pod.Monitor!.ConfigEpoch) + 1;
}
