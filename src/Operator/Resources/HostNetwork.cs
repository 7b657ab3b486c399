using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>What a pod on its node's network has beyond the others: ports of the node, a node for itself, and the container that keeps the VIP.</summary>
internal static class HostNetwork
{
    public static V1PodSpec Of(V1PodSpec spec, RedisReplicationGroup group, VipHostNetworkSpec vip, string vipImage)
    {
        spec.HostNetwork = true;
        // Cluster names, such as those of Services, are not in the node's own DNS.
        spec.DnsPolicy = "ClusterFirstWithHostNet";
        spec.Affinity = Apart(spec.Affinity, group);
        spec.Containers = [.. spec.Containers, VipContainer.Build(group, vip, vipImage)];
        spec.Volumes = [.. spec.Volumes!, new V1Volume { Name = Volumes.VipState, EmptyDir = new V1EmptyDirVolumeSource() }];
        // The API server would fill them in; written, they are what the scheduler keeps groups apart by, and no difference to what is wanted.
        foreach (var port in spec.Containers.SelectMany(container => container.Ports ?? []))
        {
            port.HostPort = port.ContainerPort;
        }

        return spec;
    }

    /// <summary>The user's affinity, and never two pods of the group on one node: they would have the same ports, and the address could not move.</summary>
    private static V1Affinity Apart(V1Affinity? wishes, RedisReplicationGroup group)
    {
        var term = new V1PodAffinityTerm { TopologyKey = "kubernetes.io/hostname", LabelSelector = new V1LabelSelector { MatchLabels = Ownership.PodSelector(group) } };
        return new V1Affinity
        {
            NodeAffinity = wishes?.NodeAffinity,
            PodAffinity = wishes?.PodAffinity,
            PodAntiAffinity = new V1PodAntiAffinity
            {
                RequiredDuringSchedulingIgnoredDuringExecution = [.. wishes?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [], term],
                PreferredDuringSchedulingIgnoredDuringExecution = wishes?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution,
            },
        };
    }
}
