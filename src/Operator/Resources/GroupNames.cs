using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The names of everything that belongs to a group. Names never change: Sentinel, clients and a restarted operator find things by them.</summary>
public sealed record GroupNames(string Namespace, string Group)
{
    /// <summary>The Service that clients write to, and in it the port's name.</summary>
    public string Vip => Group;

    /// <summary>The EndpointSlice that leads the VIP to the master.</summary>
    public string VipSlice => $"{Group}-vip";

    /// <summary>The Service of the replicas, for reads.</summary>
    public string Replicas => $"{Group}-replicas";

    /// <summary>The headless Service of the sentinels.</summary>
    public string Sentinel => $"{Group}-sentinel";

    /// <summary>The StatefulSet's governing headless Service.</summary>
    public string Pods => $"{Group}-pods";

    public string StatefulSet => Group;

    /// <summary>The StatefulSet of the sentinel-only pod of a pair.</summary>
    public string ArbiterSet => $"{Group}-sentinel";

    /// <summary>The sentinel-only pod of a pair, and the Service whose address it announces.</summary>
    public string Arbiter => $"{ArbiterSet}-0";

    public string Config => $"{Group}-config";

    public string Auth => $"{Group}-auth";

    public string Pdb => Group;

    public string NetworkPolicy => Group;

    public string ServiceAccount => Group;

    /// <summary>Sentinel's name for the master, unique in a cluster: a sentinel that strays to another group's address finds a name it does not know.</summary>
    public string MasterName => $"{Namespace}.{Group}";

    public static GroupNames For(RedisReplicationGroup group) =>
        new(
            group.Metadata.NamespaceProperty ?? throw new ArgumentException("A group that was read from the API has a namespace", nameof(group)),
            group.Metadata.Name ?? throw new ArgumentException("A group that was read from the API has a name", nameof(group)));

    public string Pod(int ordinal) => $"{Group}-{ordinal}";

    /// <summary>The Service whose address a pod announces; it has the pod's name.</summary>
    public string PodService(int ordinal) => Pod(ordinal);

    /// <summary>The ordinal of a pod of this group, or null when the name is not one.</summary>
    public int? Ordinal(string podName)
    {
        var prefix = Group + "-";
        return podName.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(podName.AsSpan(prefix.Length), out var ordinal)
            && ordinal >= 0
            && Pod(ordinal) == podName
            ? ordinal
            : null;
    }

    /// <summary>The claim of a pod's volume, as the StatefulSet controller names it.</summary>
    public string Claim(int ordinal) => $"{Volumes.Data}-{Pod(ordinal)}";

    public string RedisConfigKey(int ordinal) => $"{Pod(ordinal)}.redis.conf";

    public string SentinelConfigKey(int ordinal) => SentinelConfigKey(Pod(ordinal));

    public static string SentinelConfigKey(string pod) => $"{pod}.sentinel.conf";
}
