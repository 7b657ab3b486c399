using System.Text.Json;
using k8s;
using RedisOperator.Entities;
using RedisOperator.Kubernetes.Generation;

namespace RedisOperator.Operator.Diagnostics;

/// <summary>The generated files below config/: the CRD from the entity, the roles from the table of permissions.</summary>
public static class Manifests
{
    public const string Namespace = "redis-operator-system";
    public const string Name = "redis-operator";
    public const string LeaderElectionRole = Name + "-leader-election";

    internal const string Header = "# Written by `redis-operator manifests`; change the code it is made from, not this file.\n";

    /// <summary>Relative paths and their contents, in a fixed order.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files() =>
    [
        ("crd/redisoperator.io_redisreplicationgroups.yaml", CustomResourceDefinition()),
        ("rbac/service_account.yaml", Yaml(RbacGenerator.Account(Namespace, Name))),
        ("rbac/role.yaml", Yaml(RbacGenerator.ClusterRole(Name, [.. OperatorPermissions.Groups, .. OperatorPermissions.Cluster]))),
        ("rbac/role_binding.yaml", Yaml(RbacGenerator.ClusterRoleBinding(Name, Namespace, Name))),
        ("rbac/leader_election_role.yaml", Yaml(RbacGenerator.Role(Namespace, LeaderElectionRole, OperatorPermissions.LeaderElection))),
        ("rbac/leader_election_role_binding.yaml", Yaml(RbacGenerator.RoleBinding(Namespace, LeaderElectionRole, Name))),
        ("namespaced/role.yaml", Yaml(RbacGenerator.Role(Namespace, Name, OperatorPermissions.Groups))),
        ("namespaced/role_binding.yaml", Yaml(RbacGenerator.RoleBinding(Namespace, Name, Name))),
    ];

    /// <summary>They, below <paramref name="directory"/>.</summary>
    public static GeneratedFiles In(string directory) => new(directory, Files());

    internal static string CustomResourceDefinition() => Yaml(CrdGenerator.Generate(typeof(RedisReplicationGroup), EntitiesJson.Options));

    private static string Yaml<T>(T manifest)
        where T : IKubernetesObject =>
        Header + YamlText.Write(JsonSerializer.SerializeToNode(manifest, EntitiesJson.Options.GetTypeInfo(typeof(T)))!);
}
