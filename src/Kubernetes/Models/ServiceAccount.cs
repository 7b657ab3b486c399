namespace k8s.Models;

[KubernetesEntity(ApiVersion = "v1", Kind = "ServiceAccount", PluralName = "serviceaccounts")]
public sealed class V1ServiceAccount : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "ServiceAccount";

    public V1ObjectMeta Metadata { get; set; } = new();

    public bool? AutomountServiceAccountToken { get; set; }
}
