using System.Text.Json.Serialization;

namespace k8s.Models;

[KubernetesEntity(Group = "rbac.authorization.k8s.io", ApiVersion = "v1", Kind = "Role", PluralName = "roles")]
public sealed class V1Role : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "rbac.authorization.k8s.io/v1";

    public string Kind { get; set; } = "Role";

    public V1ObjectMeta Metadata { get; set; } = new();

    public IList<V1PolicyRule>? Rules { get; set; }
}

[KubernetesEntity(Group = "rbac.authorization.k8s.io", ApiVersion = "v1", Kind = "ClusterRole", PluralName = "clusterroles")]
public sealed class V1ClusterRole : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "rbac.authorization.k8s.io/v1";

    public string Kind { get; set; } = "ClusterRole";

    public V1ObjectMeta Metadata { get; set; } = new();

    public IList<V1PolicyRule>? Rules { get; set; }
}

[KubernetesEntity(Group = "rbac.authorization.k8s.io", ApiVersion = "v1", Kind = "RoleBinding", PluralName = "rolebindings")]
public sealed class V1RoleBinding : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "rbac.authorization.k8s.io/v1";

    public string Kind { get; set; } = "RoleBinding";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1RoleRef RoleRef { get; set; } = new();

    public IList<Rbacv1Subject>? Subjects { get; set; }
}

[KubernetesEntity(Group = "rbac.authorization.k8s.io", ApiVersion = "v1", Kind = "ClusterRoleBinding", PluralName = "clusterrolebindings")]
public sealed class V1ClusterRoleBinding : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "rbac.authorization.k8s.io/v1";

    public string Kind { get; set; } = "ClusterRoleBinding";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1RoleRef RoleRef { get; set; } = new();

    public IList<Rbacv1Subject>? Subjects { get; set; }
}

public sealed class V1PolicyRule
{
    public IList<string>? ApiGroups { get; set; }

    public IList<string>? Resources { get; set; }

    public IList<string>? ResourceNames { get; set; }

    public IList<string> Verbs { get; set; } = [];
}

public sealed class V1RoleRef
{
    public string ApiGroup { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";
}

public sealed class Rbacv1Subject
{
    public string? ApiGroup { get; set; }

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    [JsonPropertyName("namespace")]
    public string? NamespaceProperty { get; set; }
}
