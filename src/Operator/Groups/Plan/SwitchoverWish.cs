using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>That a living master is to hand over, and why.</summary>
/// <param name="Reason">One word, for Events and status.</param>
/// <param name="Message">For people.</param>
/// <param name="Wish">The pod that is to become master, or <see cref="SwitchoverTarget.Any"/>.</param>
public sealed record SwitchoverWish(string Reason, string Message, string Wish)
{
    /// <summary>Somebody asked for it by annotation, and gets an answer.</summary>
    public bool IsRequest => Reason == Reasons.SwitchoverRequested;

    /// <summary>The most pressing one, or null when the master may stay.</summary>
    public static SwitchoverWish? Of(GroupFacts facts, PodObservation master)
    {
        if (facts.OpenSwitchover is { Reason: Reasons.SwitchoverRequested } open)
        {
            return Requested(open.Wish ?? SwitchoverTarget.Any);
        }
        if (facts.OpenSwitchover is not null)
        {
            // One after the other: what is asked for meanwhile is a new request when this one is done.
            return ByItself(facts, master);
        }
        return facts.Request is { } request ? Requested(request) : ByItself(facts, master);
    }

    /// <summary>The best replica that suits, or null with the reason why there is none.</summary>
    public (PodObservation? Pod, string? Obstacle) Target(GroupFacts facts, PodObservation master)
    {
        if (Wish != SwitchoverTarget.Any)
        {
            return Named(facts, master);
        }
        var replicas = facts.RedisPods.Where(pod => pod != master).ToArray();
        var best = replicas
            .Where(pod => Obstacle(facts, master, pod) is null && Suits(facts, pod))
            .OrderBy(pod => pod.IsCordoned)
            .ThenBy(pod => facts.Leaves(pod))
            .ThenBy(facts.IsOutdated)
            // The one that the others have been made ineligible for stays the one: offsets overtake each other in every pass.
            .ThenBy(pod => pod.Answer!.Priority == 0)
            .ThenByDescending(pod => pod.Answer!.Offset)
            .ThenBy(pod => pod.Ordinal)
            .FirstOrDefault();
        return best is not null
            ? (best, null)
            : (null, replicas.Length == 0 ? "the group has no replica" : string.Join("; ", replicas.Select(pod => Obstacle(facts, master, pod) ?? $"{pod.Name} is no place for the master either")));
    }

    private static SwitchoverWish Requested(string wish) =>
        new(Reasons.SwitchoverRequested, wish == SwitchoverTarget.Any ? "a switchover to any replica was asked for" : $"a switchover to {wish} was asked for", wish);

    private static SwitchoverWish? ByItself(GroupFacts facts, PodObservation master)
    {
        if (master.IsTerminating)
        {
            return Any(Reasons.MasterTerminating, $"the master's pod {master.Name} is being deleted");
        }
        if (master.IsCordoned)
        {
            return Any(Reasons.MasterNodeCordoned, $"the node of the master {master.Name} takes no pods any more");
        }
        if (facts.Leaves(master))
        {
            return Any(Reasons.ScaleDown, $"the master {master.Name} is not among the {facts.Observation.Group.Spec.Replicas} pods that stay");
        }
        return Rollout.IsTheMastersTurn(facts, master) && facts.Observation.Group.Spec.UpdatesMaster()
            ? Any(Reasons.RollingUpdate, $"{master.Name} is the last pod that runs the earlier template")
            : null;
    }

    private static SwitchoverWish Any(string reason, string message) => new(reason, message, SwitchoverTarget.Any);

    private (PodObservation?, string?) Named(GroupFacts facts, PodObservation master)
    {
        if (facts.RedisPods.FirstOrDefault(pod => pod.Name == Wish) is not { } pod)
        {
            return (null, $"{Wish} is no pod of this group: write {string.Join(", ", facts.RedisPods.Select(one => one.Name))} or {SwitchoverTarget.Any}");
        }
        var obstacle = pod == master ? $"{pod.Name} is the master already" : Obstacle(facts, master, pod);
        return obstacle is null ? (pod, null) : (null, obstacle);
    }

    /// <summary>A pod that would have to be left again, for this reason or for the next, is no target: two reasons must not play ping-pong.</summary>
    private bool Suits(GroupFacts facts, PodObservation pod) => Reason switch
    {
        Reasons.MasterNodeCordoned => !pod.IsCordoned && !facts.Leaves(pod),
        Reasons.ScaleDown => !facts.Leaves(pod),
        Reasons.RollingUpdate => !pod.IsCordoned && !facts.Leaves(pod) && !facts.IsOutdated(pod),
        _ => true,
    };

    private static string? Obstacle(GroupFacts facts, PodObservation master, PodObservation pod)
    {
        if (pod.Answer is not { } answer)
        {
            return $"{pod.Name} does not answer";
        }
        if (pod.IsTerminating)
        {
            return $"{pod.Name} is being deleted";
        }
        if (answer.IsMaster || answer.MasterHost != master.Address || answer.LinkUp != true || answer.Loading)
        {
            return $"{pod.Name} is not in step with the master {master.Name}";
        }
        var lag = master.Answer!.Offset - answer.Offset;
        var most = facts.Observation.Group.Spec.MaxLagBytes();
        return lag > most ? $"{pod.Name} is {lag} bytes behind, more than spec.switchover.maxLagBytes ({most})" : null;
    }
}
