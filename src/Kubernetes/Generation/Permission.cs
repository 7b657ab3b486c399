using k8s.Models;
using KubeOps.Abstractions.Rbac;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>Verbs on resources of one API group; the core group is the empty string. The reason stands in the table, for whoever reviews it.</summary>
public sealed record Permission(string ApiGroup, IReadOnlyList<string> Resources, RbacVerb Verbs)
{
    public V1PolicyRule ToRule() =>
        new()
        {
            ApiGroups = [ApiGroup],
            Resources = [.. Resources],
            Verbs = [.. Enum.GetValues<RbacVerb>().Where(verb => verb != RbacVerb.None && Verbs.HasFlag(verb)).Select(verb => verb.ToString().ToLowerInvariant())],
        };
}
