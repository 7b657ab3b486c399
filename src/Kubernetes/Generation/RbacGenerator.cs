using k8s.Models;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>Roles and their bindings from tables of permissions.</summary>
public static class RbacGenerator
{
    private const string Group = "rbac.authorization.k8s.io";

    public static V1ServiceAccount Account(string ns, string name) => new() { Metadata = Metadata(name, ns) };

    public static V1ClusterRole ClusterRole(string name, IEnumerable<Permission> permissions) =>
        new() { Metadata = Metadata(name), Rules = Rules(permissions) };

    public static V1ClusterRoleBinding ClusterRoleBinding(string role, string accountNamespace, string account) =>
        new()
        {
            Metadata = Metadata(role),
            RoleRef = new V1RoleRef { ApiGroup = Group, Kind = "ClusterRole", Name = role },
            Subjects = [Subject(accountNamespace, account)],
        };

    public static V1Role Role(string ns, string name, IEnumerable<Permission> permissions) =>
        new() { Metadata = Metadata(name, ns), Rules = Rules(permissions) };

    public static V1RoleBinding RoleBinding(string ns, string role, string account) =>
        new()
        {
            Metadata = Metadata(role, ns),
            RoleRef = new V1RoleRef { ApiGroup = Group, Kind = "Role", Name = role },
            Subjects = [Subject(ns, account)],
        };

    private static V1PolicyRule[] Rules(IEnumerable<Permission> permissions) => [.. permissions.Select(permission => permission.ToRule())];

    private static Rbacv1Subject Subject(string ns, string account) => new() { Kind = "ServiceAccount", Name = account, NamespaceProperty = ns };

    private static V1ObjectMeta Metadata(string name, string? ns = null) =>
        new() { Name = name, NamespaceProperty = ns };
}
