using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The third sentinel of a pair: a StatefulSet of one pod without a redis, because two sentinels cannot decide when one of them is gone.</summary>
public static class ArbiterBuilder
{
    public static V1StatefulSet Build(RedisReplicationGroup group)
    {
        var names = GroupNames.For(group);
        var set = StatefulSetBuilder.Build(group, 1);
        set.Metadata = Ownership.Metadata(group, names.ArbiterSet, "arbiter");
        set.Spec!.ServiceName = names.Sentinel;
        set.Spec.Selector = new V1LabelSelector { MatchLabels = Ownership.ArbiterSelector(group) };
        set.Spec.VolumeClaimTemplates = null;
        set.Spec.PersistentVolumeClaimRetentionPolicy = null;
        var template = set.Spec.Template;
        template.Metadata!.Labels![Labels.Name] = Labels.SentinelNameValue;
        template.Spec = PodTemplate.OnPodNetwork(group);
        template.Spec.Containers = [Containers.Sentinel(group)];
        template.Spec.Volumes = [.. template.Spec.Volumes!.Where(volume => volume.Name != Volumes.Data)];
        if (group.Spec.PodTemplate is not ({ TopologySpreadConstraints: not null } or { Affinity: not null }))
        {
            template.Spec.TopologySpreadConstraints = [.. template.Spec.TopologySpreadConstraints!.Select(OverAllPods)];
        }
        return set;

        V1TopologySpreadConstraint OverAllPods(V1TopologySpreadConstraint constraint)
        {
            constraint.LabelSelector = new V1LabelSelector { MatchLabels = Ownership.AllPodsSelector(group) };
            return constraint;
        }
    }
}
