using KubeOps.Abstractions.Events;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>What became of the address that a load balancer is asked for: assigned, another one, or none.</summary>
public static class AddressEvents
{
    public static Say? Of(RedisReplicationGroupSpec spec, RedisReplicationGroupStatus? before, RedisReplicationGroupStatus after)
    {
        if (!spec.IsBalanced())
        {
            return null;
        }
        if (after.Vip?.Address is { } address)
        {
            return Assigned(before, address);
        }
        return Refused(after) is { } refused && Refused(before) != refused ? new Say(EventType.Warning, refused.Reason, refused.Message) : null;
    }

    private static Say? Assigned(RedisReplicationGroupStatus? before, string address)
    {
        // Without an address inside the cluster the one of before was that, of another mode.
        var was = before?.Vip?.ClusterAddress is null ? null : before.Vip.Address;
        return was == address ? null : new Say(EventType.Normal, Reasons.AddressAssigned, was is null ? $"the VIP has the address {address}" : $"the VIP has the address {address}, no longer {was}");
    }

    private static (string Reason, string Message)? Refused(RedisReplicationGroupStatus? status) =>
        status?.Conditions?.FirstOrDefault(condition => condition is { Type: Conditions.VipReady, Status: "False" }) is { Reason: { } reason, Message: { } message } && AddressWait.Reasons.Contains(reason)
            ? (reason, message)
            : null;
}
