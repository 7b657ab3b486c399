using System.Text.Json.Serialization;

namespace k8s.Models;

public sealed class V1Volume
{
    public string Name { get; set; } = "";

    public V1EmptyDirVolumeSource? EmptyDir { get; set; }

    public V1ConfigMapVolumeSource? ConfigMap { get; set; }

    public V1SecretVolumeSource? Secret { get; set; }

    public V1PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; set; }
}

public sealed class V1EmptyDirVolumeSource
{
    public string? Medium { get; set; }

    public ResourceQuantity? SizeLimit { get; set; }
}

public sealed class V1ConfigMapVolumeSource
{
    public string? Name { get; set; }

    public int? DefaultMode { get; set; }

    public IList<V1KeyToPath>? Items { get; set; }
}

public sealed class V1SecretVolumeSource
{
    public string? SecretName { get; set; }

    public int? DefaultMode { get; set; }

    public IList<V1KeyToPath>? Items { get; set; }
}

public sealed class V1KeyToPath
{
    public string Key { get; set; } = "";

    public string Path { get; set; } = "";

    public int? Mode { get; set; }
}

public sealed class V1PersistentVolumeClaimVolumeSource
{
    public string ClaimName { get; set; } = "";

    [JsonPropertyName("readOnly")]
    public bool? ReadOnlyProperty { get; set; }
}
