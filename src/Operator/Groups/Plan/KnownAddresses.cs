using System.Net;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The addresses that Services had: one that was deleted by hand is made again with its own, because clients and sentinels know it.</summary>
internal static class KnownAddresses
{
    /// <summary>Null for a Service that never had one, or of which nothing is known.</summary>
    public static string? Of(RedisReplicationGroup group, OwnedObjects objects, string service)
    {
        var names = GroupNames.For(group);
        if (service == names.Vip)
        {
            // With a load balancer the address is what that has assigned, which no Service can be made with.
            return (group.Status?.Vip?.ClusterAddress ?? group.Status?.Vip?.Address) is { } vip && IPEndPoint.TryParse(vip, out var endPoint) ? endPoint.Address.ToString() : null;
        }
        // What a pod announces stands in its configuration.
        return objects.Config?.Data is { } files && files.TryGetValue(GroupNames.SentinelConfigKey(service), out var text)
            ? text.Split('\n').Where(line => line.StartsWith(SentinelConfig.AnnounceAddress, StringComparison.Ordinal)).Select(line => line[SentinelConfig.AnnounceAddress.Length..].Trim()).FirstOrDefault()
            : null;
    }
}
