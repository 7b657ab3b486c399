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

    private const string Header = "# Written by `redis-operator manifests`; change the code it is made from, not this file.\n";

    /// <summary>Relative paths and their contents, in a fixed order.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files() =>
    [
        ("crd/redisoperator.io_redisreplicationgroups.yaml", Yaml(CrdGenerator.Generate(typeof(RedisReplicationGroup), EntitiesJson.Options))),
        ("rbac/service_account.yaml", Yaml(RbacGenerator.Account(Namespace, Name))),
        ("rbac/role.yaml", Yaml(RbacGenerator.ClusterRole(Name, [.. OperatorPermissions.Groups, .. OperatorPermissions.Cluster]))),
        ("rbac/role_binding.yaml", Yaml(RbacGenerator.ClusterRoleBinding(Name, Namespace, Name))),
        ("rbac/leader_election_role.yaml", Yaml(RbacGenerator.Role(Namespace, LeaderElectionRole, OperatorPermissions.LeaderElection))),
        ("rbac/leader_election_role_binding.yaml", Yaml(RbacGenerator.RoleBinding(Namespace, LeaderElectionRole, Name))),
    ];

    /// <summary>Writes the files that differ below <paramref name="directory"/> and answers their relative paths.</summary>
    public static IReadOnlyList<string> Write(string directory)
    {
        var differing = Differences(directory);
        foreach (var (path, text) in Files().Where(file => differing.Contains(file.Path)))
        {
            var file = Path.Combine(directory, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return differing;
    }

    /// <summary>The relative paths of files that are missing or not what would be written.</summary>
    public static IReadOnlyList<string> Differences(string directory) =>
        [.. Files().Where(file => !IsWritten(Path.Combine(directory, file.Path), file.Text)).Select(file => file.Path)];

    private static bool IsWritten(string path, string text) => File.Exists(path) && File.ReadAllText(path) == text;

    private static string Yaml<T>(T manifest)
        where T : IKubernetesObject =>
        Header + YamlText.Write(JsonSerializer.SerializeToNode(manifest, EntitiesJson.Options.GetTypeInfo(typeof(T)))!);
}
