using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Vip;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>With mode HostNetwork: whose node has the address, as the vip containers say.</summary>
/// <param name="Holder">The pod; null while none has it, or two.</param>
/// <param name="Holds">It is where the master is; null while that cannot be said.</param>
public sealed record AddressOnNode(string? Holder, bool? Holds, string Reason, string Message)
{
    /// <summary>Null in all other modes.</summary>
    public static AddressOnNode? Of(GroupObservation observation, PodObservation? master)
    {
        if (observation.Group.Spec.OnHostNetwork() is not { } vip)
        {
            return null;
        }

        var reports = observation.Agents;
        var holders = observation.Pods.Where(pod => reports.GetValueOrDefault(pod.Name) is { Holds: true }).ToArray();
        var holder = holders is [var only] ? only.Name : null;
        if (holders.Length > 1)
        {
            return new(null, false, Reasons.AddressElsewhere, $"{vip.Address} is on {string.Join(" and ", holders.Select(Place))}");
        }

        if (master is null || holder == master.Name)
        {
            return holder is null
                ? new(null, null, Reasons.AddressPending, $"no node has {vip.Address}: there is no master")
                : new(holder, true, Reasons.AddressHeld, $"{Place(holders[0])} has {vip.Address} on {vip.Interface}{OthersThatCannot(observation, master)}");
        }

        return reports.GetValueOrDefault(master.Name) switch
        {
            null when master.Pod is { } pod && pod.Spec?.HostNetwork != true => new(holder, null, Reasons.AddressPending, $"{master.Name} is not on its node's network yet"),
            null => new(holder, false, Reasons.AgentSilent, $"the vip container of {Place(master)} does not answer on port {vip.StatusPort} of its node"),
            { Verdict: AgentReport.Refused } refused => new(holder, false, Reasons.AddressRefused, $"{Place(master)} cannot have {vip.Address}: {refused.Message}"),
            { Obstacle: { } obstacle } => new(holder, false, Reasons.AddressRefused, $"{Place(master)} does not have {vip.Address}: {obstacle}"),
            _ when holder is not null => new(holder, false, Reasons.AddressElsewhere, $"{Place(holders[0])} still has {vip.Address}, {master.Name} is master"),
            { Verdict: var verdict, Reason: var reason } => new(null, false, Reasons.AddressPending, $"no node has {vip.Address}: the vip container of {Place(master)} says {verdict} ({reason})"),
        };
    }

    /// <summary>The address is well where it is, and would not be on these.</summary>
    private static string OthersThatCannot(GroupObservation observation, PodObservation? master)
    {
        var refused = observation.Pods.Where(pod => pod != master && observation.Agents.GetValueOrDefault(pod.Name) is { Verdict: AgentReport.Refused })
            .Select(pod => $"{Place(pod)} could not take it: {observation.Agents[pod.Name].Message}").ToArray();
        return refused.Length == 0 ? "" : $"; {string.Join("; ", refused)}";
    }

    private static string Place(PodObservation pod) => pod.Pod?.Spec?.NodeName is { } node ? $"{pod.Name} ({node})" : pod.Name;
}
