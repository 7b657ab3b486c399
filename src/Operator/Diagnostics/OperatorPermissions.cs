using KubeOps.Abstractions.Rbac;
using RedisOperator.Entities;
using RedisOperator.Kubernetes.Generation;

namespace RedisOperator.Operator.Diagnostics;

/// <summary>
/// Everything the operator may do, with the reason: config/rbac is written from here, docs/permissions.md says what breaks without each. A verb that is not used is not here. What belongs to a group
/// goes with it by its owner reference; the operator itself deletes only what a smaller group or a new template leaves behind.
/// </summary>
public static class OperatorPermissions
{
    private const string Core = "";

    // What the operator keeps a copy of it lists once and watches.
    private const RbacVerb Watch = RbacVerb.List | RbacVerb.Watch;

    // Before something is made that the copy does not have: the name may be somebody else's.
    private const RbacVerb Read = RbacVerb.Get | Watch;

    // Server-side apply is a patch, and a create when the object is not there yet.
    private const RbacVerb Apply = RbacVerb.Create | RbacVerb.Patch;

    /// <summary>In every namespace that has groups.</summary>
    public static IReadOnlyList<Permission> Groups { get; } =
    [
        new(RedisReplicationGroup.EntityGroup, [RedisReplicationGroup.EntityPlural], Watch | RbacVerb.Patch),
        new(RedisReplicationGroup.EntityGroup, [RedisReplicationGroup.EntityPlural + "/status"], RbacVerb.Patch),
        // Owner references with blockOwnerDeletion need it where the API server enforces them, as OpenShift's does.
        new(RedisReplicationGroup.EntityGroup, [RedisReplicationGroup.EntityPlural + "/finalizers"], RbacVerb.Update),
        // What a group is made of.
        new(Core, ["configmaps", "secrets", "serviceaccounts"], Read | Apply),
        // The Service of a pod goes when the group has become smaller and nobody knows its address any more.
        new(Core, ["services"], Read | Apply | RbacVerb.Delete),
        // Deleted without its pods, and written anew, when its volumes grow: claim templates cannot change. That of a pair's third sentinel goes with the pair.
        new("apps", ["statefulsets"], Read | Apply | RbacVerb.Delete),
        new(Core, ["persistentvolumeclaims"], Watch | RbacVerb.Patch),
        new("networking.k8s.io", ["networkpolicies"], Read | Apply),
        new("policy", ["poddisruptionbudgets"], Read | Apply),
        // The VIP: writing its slice is the routing.
        new("discovery.k8s.io", ["endpointslices"], Read | Apply),
        // Roles are labels of pods; a pod of an earlier template is deleted for the StatefulSet to make it anew.
        new(Core, ["pods"], Watch | RbacVerb.Patch | RbacVerb.Delete),
        new(Core, ["events"], RbacVerb.Create | RbacVerb.Patch),
    ];

    /// <summary>What is in no namespace: an operator that may read some namespaces only does without (--watch-nodes=false).</summary>
    public static IReadOnlyList<Permission> Cluster { get; } =
    [
        // A cordoned node is about to be emptied: its masters hand over before.
        new(Core, ["nodes"], Watch),
    ];

    /// <summary>In the operator's own namespace: one of several operators leads.</summary>
    public static IReadOnlyList<Permission> LeaderElection { get; } =
    [
        new("coordination.k8s.io", ["leases"], RbacVerb.Get | RbacVerb.Create | RbacVerb.Update),
    ];
}
