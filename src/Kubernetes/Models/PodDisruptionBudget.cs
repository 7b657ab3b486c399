namespace k8s.Models;

[KubernetesEntity(Group = "policy", ApiVersion = "v1", Kind = "PodDisruptionBudget", PluralName = "poddisruptionbudgets")]
public sealed class V1PodDisruptionBudget : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "policy/v1";

    public string Kind { get; set; } = "PodDisruptionBudget";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1PodDisruptionBudgetSpec? Spec { get; set; }

    public V1PodDisruptionBudgetStatus? Status { get; set; }
}

public sealed class V1PodDisruptionBudgetSpec
{
    public IntOrString? MinAvailable { get; set; }

    public IntOrString? MaxUnavailable { get; set; }

    public V1LabelSelector? Selector { get; set; }

    public string? UnhealthyPodEvictionPolicy { get; set; }
}

public sealed class V1PodDisruptionBudgetStatus
{
    public int CurrentHealthy { get; set; }

    public int DesiredHealthy { get; set; }

    public int DisruptionsAllowed { get; set; }

    public int ExpectedPods { get; set; }

    public long? ObservedGeneration { get; set; }
}
