using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>What each pod of the StatefulSet is made from. It meets the restricted Pod Security Standard, but on the host network.</summary>
internal static class PodTemplate
{
    // The redis user of the official images of Redis and Valkey.
    private const long RedisUser = 999;

    /// <param name="vipImage">of the vip container, where the group names none</param>
    public static V1PodTemplateSpec Build(RedisReplicationGroup group, string vipImage) => new() { Metadata = PodMetadata.Template(group), Spec = Spec(group, vipImage) };

    public static V1PodSpec Spec(RedisReplicationGroup group, string vipImage)
    {
        var spec = OnPodNetwork(group);
        return group.Spec.OnHostNetwork() is { } vip ? HostNetwork.Of(spec, group, vip, vipImage) : spec;
    }

    /// <summary>A pod with an address of its own, which all modes but one give all pods, and the third sentinel of a pair has in every mode.</summary>
    public static V1PodSpec OnPodNetwork(RedisReplicationGroup group)
    {
        var wishes = group.Spec.PodTemplate ?? new PodTemplateSpec();
        return new()
        {
            ServiceAccountName = group.ServiceAccount(),
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            ImagePullSecrets = group.Spec.ImagePullSecrets,
            NodeSelector = wishes.NodeSelector,
            Tolerations = wishes.Tolerations,
            Affinity = wishes.Affinity,
            TopologySpreadConstraints = wishes.TopologySpreadConstraints ?? (wishes.Affinity is null ? SpreadOverNodes(group) : null),
            PriorityClassName = wishes.PriorityClassName,
            TerminationGracePeriodSeconds = group.Spec.TerminationGracePeriodSeconds(),
            SecurityContext = new V1PodSecurityContext
            {
                RunAsNonRoot = true,
                RunAsUser = RedisUser,
                RunAsGroup = RedisUser,
                FsGroup = RedisUser,
                FsGroupChangePolicy = "OnRootMismatch",
                SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
            },
            InitContainers = [Containers.SentinelConfiguration(group)],
            Containers = [Containers.Redis(group), Containers.Sentinel(group)],
            Volumes = Volumes.Of(group),
        };
    }

    private static V1TopologySpreadConstraint[] SpreadOverNodes(RedisReplicationGroup group) =>
    [
        new()
        {
            MaxSkew = 1,
            TopologyKey = "kubernetes.io/hostname",
            WhenUnsatisfiable = "ScheduleAnyway",
            LabelSelector = new V1LabelSelector { MatchLabels = Ownership.PodSelector(group) },
        },
    ];
}
