namespace RedisOperator.Entities;

/// <summary>Labels on what belongs to a group.</summary>
public static class Labels
{
    public const string Name = "app.kubernetes.io/name";
    public const string Instance = "app.kubernetes.io/instance";
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Component = "app.kubernetes.io/component";

    /// <summary>The group's name, on everything the operator makes for it, pods included: the selector of a group's pods.</summary>
    public const string Group = "redisoperator.io/group";

    /// <summary>On pods only, written by the operator when it routes: <see cref="MasterRole"/> or <see cref="ReplicaRole"/>. Never in a template.</summary>
    public const string Role = "redisoperator.io/role";

    public const string MasterRole = "master";
    public const string ReplicaRole = "replica";

    public const string NameValue = "redis";

    /// <summary>On the sentinel-only pod of a pair, in the place of <see cref="NameValue"/>.</summary>
    public const string SentinelNameValue = "redis-sentinel";

    public const string ManagedByValue = "redis-operator";

    /// <summary>Set by the StatefulSet controller; the selector of a pod's own Service.</summary>
    public const string PodName = "statefulset.kubernetes.io/pod-name";

    /// <summary>Ties an EndpointSlice to its Service.</summary>
    public const string ServiceName = "kubernetes.io/service-name";

    /// <summary>Says who writes an EndpointSlice. With our own value the cluster's EndpointSlice controller leaves it alone.</summary>
    public const string EndpointSliceManagedBy = "endpointslice.kubernetes.io/managed-by";

    public const string EndpointSliceManagedByValue = "redisoperator.io";
}
