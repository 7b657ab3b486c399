using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>
/// The VIP's Service waits for a load balancer to assign an address. Since when stands in the condition itself (Unknown, and its transition), so that a
/// restarted operator waits no longer. The group serves meanwhile, inside the cluster.
/// </summary>
/// <param name="Holds">Null: not known yet.</param>
public sealed record AddressWait(bool? Holds, string Reason, string Message)
{
    /// <summary>A load balancer that runs assigns within a second or two; one that is being installed, or makes a machine somewhere, takes longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Before that nothing is made of Events, which stay for an hour: they may speak of an address that was asked for before. Whoever can assign this one has done so by then.
    /// </summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    public static readonly IReadOnlyList<string> Reasons = [Entities.Reasons.AddressPending, Entities.Reasons.AddressRefused];

    /// <summary>Null when no address is asked for, or when there is one.</summary>
    public static AddressWait? Of(GroupObservation observation)
    {
        var group = observation.Group;
        var service = observation.Objects.Services.GetValueOrDefault(GroupNames.For(group).Vip);
        if (!group.Spec.IsBalanced() || VipAddress.Assigned(service) is not null)
        {
            return null;
        }
        var was = group.Status?.Conditions?.FirstOrDefault(condition => condition.Type == Conditions.VipReady);
        // Another spec may ask for another address: what was said of the one before is no answer to it.
        var said = was is not null && Reasons.Contains(was.Reason) && was.ObservedGeneration == group.Metadata.Generation ? was : null;
        if (said is not null && Word(observation, said) is { } word)
        {
            return new(false, Entities.Reasons.AddressRefused, $"no address for clients outside the cluster: the load balancer says: {word}");
        }
        return said is { Status: "False" } || observation.Now - said?.LastTransitionTime >= Patience
            ? new(false, Entities.Reasons.AddressPending, $"no address for clients outside the cluster: {LikelyCause(group.Spec.Vip.LoadBalancer)}")
            : new(null, Entities.Reasons.AddressPending, "waiting for the load balancer to assign an address");
    }

    private static string? Word(GroupObservation observation, V1Condition said) =>
        observation.Balancer is { IsWarning: true } word && (said.Status == "False" || observation.Now - said.LastTransitionTime >= Moment) ? word.Message : null;

    private static string LikelyCause(VipLoadBalancerSpec? asked) => asked switch
    {
        { ClassName: { } name } => $"no load balancer of the class {name} has answered: install it, or leave spec.vip.loadBalancer.className out for the cluster's default one",
        { Address: { } address } => $"no load balancer has answered: install one (such as MetalLB) that may give away {address}, or name the class of the one there is in spec.vip.loadBalancer.className",
        _ => "no load balancer has answered: install one (such as MetalLB), or name the class of the one there is in spec.vip.loadBalancer.className",
    };
}
