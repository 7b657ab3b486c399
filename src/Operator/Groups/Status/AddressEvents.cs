using KubeOps.Abstractions.Events;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>What became of the address that a load balancer is asked for (assigned, another one, or none), or of the one that moves from node to node.</summary>
public static class AddressEvents
{
    public static Say? Of(RedisReplicationGroupSpec spec, RedisReplicationGroupStatus? before, RedisReplicationGroupStatus after)
    {
        if (spec.OnHostNetwork() is { } vip)
        {
            return Moved(vip, before, after) ?? Refusal(before, after, Reasons.AddressRefused, Reasons.AgentSilent);
        }
        if (!spec.IsBalanced())
        {
            return null;
        }
        if (after.Vip?.Address is { } address)
        {
            return Assigned(before, address);
        }
        return Refusal(before, after, [.. AddressWait.Reasons]);
    }

    /// <summary>The holder of before counts only if it held the same address: in the other modes it is the pod that the Service leads to.</summary>
    private static Say? Moved(VipHostNetworkSpec vip, RedisReplicationGroupStatus? before, RedisReplicationGroupStatus after)
    {
        var was = before?.Vip is { } vipBefore && vipBefore.Address == after.Vip?.Address ? vipBefore.Holder : null;
        return (was, after.Vip?.Holder) switch
        {
            (_, { } holder) when holder != was => new Say(EventType.Normal, Reasons.AddressMoved, was is null ? $"{vip.Address} is on the node of {holder}" : $"{vip.Address} is on the node of {holder}, no longer on that of {was}"),
            ({ } former, null) => new Say(EventType.Warning, Reasons.AddressLost, $"{vip.Address} is not on the node of {former} any more"),
            _ => null,
        };
    }

    private static Say? Refusal(RedisReplicationGroupStatus? before, RedisReplicationGroupStatus after, params string[] reasons) =>
        Refused(after, reasons) is { } refused && Refused(before, reasons) != refused ? new Say(EventType.Warning, refused.Reason, refused.Message) : null;

    private static Say? Assigned(RedisReplicationGroupStatus? before, string address)
    {
        // Without an address inside the cluster the one of before was that, of another mode.
        var was = before?.Vip?.ClusterAddress is null ? null : before.Vip.Address;
        return was == address ? null : new Say(EventType.Normal, Reasons.AddressAssigned, was is null ? $"the VIP has the address {address}" : $"the VIP has the address {address}, no longer {was}");
    }

    private static (string Reason, string Message)? Refused(RedisReplicationGroupStatus? status, string[] reasons) =>
        status?.Conditions?.FirstOrDefault(condition => condition is { Type: Conditions.VipReady, Status: "False" }) is { Reason: { } reason, Message: { } message } && reasons.Contains(reason)
            ? (reason, message)
            : null;
}
