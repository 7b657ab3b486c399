using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The configuration files of all pods, one redis.conf and one sentinel.conf per ordinal, because each announces its own address.</summary>
public static class ConfigMapBuilder
{
    /// <summary>
    /// <paramref name="announceAddresses"/> are the addresses of the pods' own Services, by ordinal; pods without one yet get no file and wait for it.
    /// <paramref name="live"/> are the live directives that may be in the files. <paramref name="arbiterAddress"/> is that of a pair's third sentinel.
    /// </summary>
    public static V1ConfigMap Build(RedisReplicationGroup group, IReadOnlyList<string> announceAddresses, LiveFile live, string? arbiterAddress = null)
    {
        var names = GroupNames.For(group);
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var ordinal = 0; ordinal < announceAddresses.Count; ordinal++)
        {
            data[names.RedisConfigKey(ordinal)] = RedisConfig.Build(group, announceAddresses[ordinal], live);
            data[names.SentinelConfigKey(ordinal)] = SentinelConfig.Build(group, SentinelConfig.MyId(group.Metadata.Uid!, ordinal), announceAddresses[ordinal]);
        }
        if (arbiterAddress is not null)
        {
            data[GroupNames.SentinelConfigKey(names.Arbiter)] = SentinelConfig.Build(group, SentinelConfig.ArbiterId(group.Metadata.Uid!), arbiterAddress);
        }

        return new() { Metadata = Ownership.Metadata(group, names.Config), Data = data };
    }

    /// <summary>The live directives in the files of a ConfigMap that <see cref="Build"/> made; null when it is not there yet.</summary>
    public static LiveFile? Live(RedisReplicationGroup group, V1ConfigMap? map) =>
        map?.Data is { } data && data.TryGetValue(GroupNames.For(group).RedisConfigKey(0), out var text) ? LiveFile.Read(text) : null;
}
