using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The configuration files of all pods, one redis.conf and one sentinel.conf per ordinal, because each announces its own address.</summary>
public static class ConfigMapBuilder
{
    /// <summary><paramref name="announceAddresses"/> are the addresses of the pods' own Services, by ordinal; pods without one yet get no file and wait for it.</summary>
    public static V1ConfigMap Build(RedisReplicationGroup group, IReadOnlyList<string> announceAddresses, string? arbiterAddress = null)
    {
        var names = GroupNames.For(group);
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var ordinal = 0; ordinal < announceAddresses.Count; ordinal++)
        {
            data[names.RedisConfigKey(ordinal)] = RedisConfig.Build(group, announceAddresses[ordinal]);
            data[names.SentinelConfigKey(ordinal)] = SentinelConfig.Build(group, SentinelConfig.MyId(group.Metadata.Uid!, ordinal), announceAddresses[ordinal]);
        }
        if (arbiterAddress is not null)
        {
            data[GroupNames.SentinelConfigKey(names.Arbiter)] = SentinelConfig.Build(group, SentinelConfig.ArbiterId(group.Metadata.Uid!), arbiterAddress);
        }

        return new() { Metadata = Ownership.Metadata(group, names.Config), Data = data };
    }
}
