using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>An account without rights and without a token in the pod: redis never speaks to the API server.</summary>
public static class ServiceAccountBuilder
{
    public static V1ServiceAccount Build(RedisReplicationGroup group) =>
        new()
        {
            Metadata = Ownership.Metadata(group, GroupNames.For(group).ServiceAccount),
            AutomountServiceAccountToken = false,
        };
}
