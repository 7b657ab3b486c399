namespace k8s.Models;

[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "Node", PluralName = "nodes")]
public sealed class V1Node : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Node";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1NodeSpec? Spec { get; set; }
}

/// <summary>Only what is read here; a node's status changes every few seconds and is left out.</summary>
public sealed class V1NodeSpec
{
    public bool? Unschedulable { get; set; }
}
