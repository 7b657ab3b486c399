namespace k8s.Models;

[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "StatefulSet", PluralName = "statefulsets")]
public sealed class V1StatefulSet : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "apps/v1";

    public string Kind { get; set; } = "StatefulSet";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1StatefulSetSpec? Spec { get; set; }

    public V1StatefulSetStatus? Status { get; set; }
}

public sealed class V1StatefulSetSpec
{
    public int? Replicas { get; set; }

    public string ServiceName { get; set; } = "";

    public V1LabelSelector Selector { get; set; } = new();

    public V1PodTemplateSpec Template { get; set; } = new();

    public IList<V1PersistentVolumeClaim>? VolumeClaimTemplates { get; set; }

    public string? PodManagementPolicy { get; set; }

    public V1StatefulSetUpdateStrategy? UpdateStrategy { get; set; }

    public V1StatefulSetPersistentVolumeClaimRetentionPolicy? PersistentVolumeClaimRetentionPolicy { get; set; }

    public int? RevisionHistoryLimit { get; set; }

    public int? MinReadySeconds { get; set; }
}

public sealed class V1StatefulSetUpdateStrategy
{
    public string? Type { get; set; }
}

public sealed class V1StatefulSetPersistentVolumeClaimRetentionPolicy
{
    public string? WhenDeleted { get; set; }

    public string? WhenScaled { get; set; }
}

public sealed class V1StatefulSetStatus
{
    public long? ObservedGeneration { get; set; }

    public int? Replicas { get; set; }

    public int? ReadyReplicas { get; set; }

    public int? CurrentReplicas { get; set; }

    public int? UpdatedReplicas { get; set; }

    public int? AvailableReplicas { get; set; }

    public string? CurrentRevision { get; set; }

    public string? UpdateRevision { get; set; }
}
