using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// Only the ports of redis and Sentinel can be reached. From everywhere: who may speak to redis is decided by the password, and the pods reach each other
/// through their Services, so that a source is not always recognisable as one of the group.
/// </summary>
public static class NetworkPolicyBuilder
{
    public static V1NetworkPolicy Build(RedisReplicationGroup group) =>
        new()
        {
            Metadata = Ownership.Metadata(group, GroupNames.For(group).NetworkPolicy),
            Spec = new V1NetworkPolicySpec
            {
                PodSelector = new V1LabelSelector { MatchLabels = Ownership.AllPodsSelector(group) },
                PolicyTypes = ["Ingress"],
                Ingress =
                [
                    new V1NetworkPolicyIngressRule { Ports = [Tcp(group.Spec.Port), Tcp(group.Spec.Sentinel.Port)] },
                ],
            },
        };

    private static V1NetworkPolicyPort Tcp(int port) => new() { Port = port, Protocol = "TCP" };
}
