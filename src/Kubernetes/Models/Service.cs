namespace k8s.Models;

[KubernetesEntity(ApiVersion = "v1", Kind = "Service", PluralName = "services")]
public sealed class V1Service : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Service";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1ServiceSpec? Spec { get; set; }

    public V1ServiceStatus? Status { get; set; }
}

public sealed class V1ServiceSpec
{
    public string? Type { get; set; }

    public IDictionary<string, string>? Selector { get; set; }

    public IList<V1ServicePort>? Ports { get; set; }

    public string? ClusterIP { get; set; }

    public IList<string>? ClusterIPs { get; set; }

    public IList<string>? IpFamilies { get; set; }

    public string? IpFamilyPolicy { get; set; }

    public bool? PublishNotReadyAddresses { get; set; }

    public string? ExternalTrafficPolicy { get; set; }

    public string? InternalTrafficPolicy { get; set; }

    public string? SessionAffinity { get; set; }

    public string? LoadBalancerClass { get; set; }

    public string? LoadBalancerIP { get; set; }
}

public sealed class V1ServicePort
{
    public string? Name { get; set; }

    public string? Protocol { get; set; }

    public string? AppProtocol { get; set; }

    public int Port { get; set; }

    public IntOrString? TargetPort { get; set; }

    public int? NodePort { get; set; }
}

public sealed class V1ServiceStatus
{
    public V1LoadBalancerStatus? LoadBalancer { get; set; }
}

public sealed class V1LoadBalancerStatus
{
    public IList<V1LoadBalancerIngress>? Ingress { get; set; }
}

public sealed class V1LoadBalancerIngress
{
    public string? Ip { get; set; }

    public string? Hostname { get; set; }
}
