namespace k8s.Models;

[KubernetesEntity(ApiVersion = "v1", Kind = "Namespace", PluralName = "namespaces")]
public sealed class V1Namespace : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Namespace";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1NamespaceStatus? Status { get; set; }
}

public sealed class V1NamespaceStatus
{
    public string? Phase { get; set; }
}
