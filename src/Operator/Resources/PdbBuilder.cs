using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>One pod at a time may be evicted: a second one could take the sentinel majority with it.</summary>
public static class PdbBuilder
{
    public static V1PodDisruptionBudget Build(RedisReplicationGroup group) =>
        new()
        {
            Metadata = Ownership.Metadata(group, GroupNames.For(group).Pdb),
            Spec = new V1PodDisruptionBudgetSpec
            {
                MaxUnavailable = 1,
                Selector = new V1LabelSelector { MatchLabels = Ownership.AllPodsSelector(group) },
                // A pod that does not serve protects nothing, and must not keep its node from being drained.
                UnhealthyPodEvictionPolicy = "AlwaysAllow",
            },
        };
}
