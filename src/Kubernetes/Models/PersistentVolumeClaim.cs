namespace k8s.Models;

[KubernetesEntity(ApiVersion = "v1", Kind = "PersistentVolumeClaim", PluralName = "persistentvolumeclaims")]
public sealed class V1PersistentVolumeClaim : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "PersistentVolumeClaim";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1PersistentVolumeClaimSpec? Spec { get; set; }

    public V1PersistentVolumeClaimStatus? Status { get; set; }
}

public sealed class V1PersistentVolumeClaimSpec
{
    public IList<string>? AccessModes { get; set; }

    public V1VolumeResourceRequirements? Resources { get; set; }

    public string? StorageClassName { get; set; }

    public string? VolumeMode { get; set; }

    public string? VolumeName { get; set; }
}

public sealed class V1VolumeResourceRequirements
{
    public IDictionary<string, ResourceQuantity>? Limits { get; set; }

    public IDictionary<string, ResourceQuantity>? Requests { get; set; }
}

public sealed class V1PersistentVolumeClaimStatus
{
    public string? Phase { get; set; }

    public IList<string>? AccessModes { get; set; }

    public IDictionary<string, ResourceQuantity>? Capacity { get; set; }
}
