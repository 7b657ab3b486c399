namespace k8s.Models;

[KubernetesEntity(Group = "autoscaling", ApiVersion = "v1", Kind = "Scale", PluralName = "scales")]
public sealed class V1Scale : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "autoscaling/v1";

    public string Kind { get; set; } = "Scale";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1ScaleSpec? Spec { get; set; }

    public V1ScaleStatus? Status { get; set; }
}

public sealed class V1ScaleSpec
{
    public int? Replicas { get; set; }
}

public sealed class V1ScaleStatus
{
    public int Replicas { get; set; }

    public string? Selector { get; set; }
}
