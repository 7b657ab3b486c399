namespace k8s.Models;

[KubernetesEntity(ApiVersion = "v1", Kind = "Pod", PluralName = "pods")]
public sealed class V1Pod : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Pod";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1PodSpec? Spec { get; set; }

    public V1PodStatus? Status { get; set; }
}

public sealed class V1PodTemplateSpec
{
    public V1ObjectMeta? Metadata { get; set; }

    public V1PodSpec? Spec { get; set; }
}

public sealed class V1PodSpec
{
    public IList<V1Container>? InitContainers { get; set; }

    public IList<V1Container> Containers { get; set; } = [];

    public IList<V1Volume>? Volumes { get; set; }

    public string? RestartPolicy { get; set; }

    public long? TerminationGracePeriodSeconds { get; set; }

    public string? DnsPolicy { get; set; }

    public IDictionary<string, string>? NodeSelector { get; set; }

    public string? NodeName { get; set; }

    public string? ServiceAccountName { get; set; }

    public bool? AutomountServiceAccountToken { get; set; }

    public bool? EnableServiceLinks { get; set; }

    public bool? HostNetwork { get; set; }

    public V1PodSecurityContext? SecurityContext { get; set; }

    public IList<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    public string? Hostname { get; set; }

    public string? Subdomain { get; set; }

    public V1Affinity? Affinity { get; set; }

    public IList<V1Toleration>? Tolerations { get; set; }

    public IList<V1TopologySpreadConstraint>? TopologySpreadConstraints { get; set; }

    public string? PriorityClassName { get; set; }
}

public sealed class V1LocalObjectReference
{
    public string? Name { get; set; }
}
