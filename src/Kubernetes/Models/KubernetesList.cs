namespace k8s.Models;

/// <summary>What a list request answers, whatever the kind. The items of a list carry no apiVersion and kind on the wire; here they have their type's.</summary>
public sealed class KubernetesList<T> : IKubernetesObject<V1ListMeta>
    where T : IKubernetesObject
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "List";

    public V1ListMeta Metadata { get; set; } = new();

    public IList<T> Items { get; set; } = [];
}
