using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The pods of a group.</summary>
public static class StatefulSetBuilder
{
    /// <summary>
    /// <paramref name="replicas"/>: how many pods there are to be now; left out, as many as the group wants. <paramref name="claimSize"/> is that of an existing
    /// set, whose claim templates can never change; left out, what the group wants. <paramref name="vipImage"/> is that of the vip container, where the group names none.
    /// </summary>
    public static V1StatefulSet Build(RedisReplicationGroup group, int? replicas = null, string? claimSize = null, string vipImage = VipContainer.DefaultImage)
    {
        var names = GroupNames.For(group);
        return new()
        {
            Metadata = Ownership.Metadata(group, names.StatefulSet),
            Spec = new V1StatefulSetSpec
            {
                Replicas = replicas ?? group.Spec.Replicas,
                ServiceName = names.Pods,
                Selector = new V1LabelSelector { MatchLabels = Ownership.PodSelector(group) },
                // All at once: which pod is master is not a matter of the order of their start.
                PodManagementPolicy = "Parallel",
                // A pod is only replaced when the operator has made sure that it is not the master.
                UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "OnDelete" },
                Template = PodTemplate.Build(group, vipImage),
                VolumeClaimTemplates = group.Spec.KeepsDataOnDisk() ? [DataClaim(group, claimSize ?? group.Spec.Persistence.Size)] : null,
                PersistentVolumeClaimRetentionPolicy = new V1StatefulSetPersistentVolumeClaimRetentionPolicy
                {
                    WhenDeleted = group.Spec.Persistence.WhenDeleted,
                    WhenScaled = group.Spec.Persistence.WhenScaled,
                },
            },
        };
    }

    private static V1PersistentVolumeClaim DataClaim(RedisReplicationGroup group, string size)
    {
        var persistence = group.Spec.Persistence;
        return new()
        {
            Metadata = new V1ObjectMeta { Name = Volumes.Data, Labels = Ownership.PodSelector(group) },
            Spec = new V1PersistentVolumeClaimSpec
            {
                AccessModes = ["ReadWriteOnce"],
                StorageClassName = persistence.StorageClassName,
                Resources = new V1VolumeResourceRequirements
                {
                    Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = size },
                },
            },
        };
    }
}
