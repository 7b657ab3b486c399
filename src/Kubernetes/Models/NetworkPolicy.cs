using System.Text.Json.Serialization;

namespace k8s.Models;

[KubernetesEntity(Group = "networking.k8s.io", ApiVersion = "v1", Kind = "NetworkPolicy", PluralName = "networkpolicies")]
public sealed class V1NetworkPolicy : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "networking.k8s.io/v1";

    public string Kind { get; set; } = "NetworkPolicy";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1NetworkPolicySpec? Spec { get; set; }
}

public sealed class V1NetworkPolicySpec
{
    public V1LabelSelector PodSelector { get; set; } = new();

    public IList<V1NetworkPolicyIngressRule>? Ingress { get; set; }

    public IList<V1NetworkPolicyEgressRule>? Egress { get; set; }

    public IList<string>? PolicyTypes { get; set; }
}

public sealed class V1NetworkPolicyIngressRule
{
    [JsonPropertyName("from")]
    public IList<V1NetworkPolicyPeer>? FromProperty { get; set; }

    public IList<V1NetworkPolicyPort>? Ports { get; set; }
}

public sealed class V1NetworkPolicyEgressRule
{
    public IList<V1NetworkPolicyPeer>? To { get; set; }

    public IList<V1NetworkPolicyPort>? Ports { get; set; }
}

public sealed class V1NetworkPolicyPeer
{
    public V1LabelSelector? PodSelector { get; set; }

    public V1LabelSelector? NamespaceSelector { get; set; }

    public V1IPBlock? IpBlock { get; set; }
}

public sealed class V1IPBlock
{
    public string Cidr { get; set; } = "";

    public IList<string>? Except { get; set; }
}

public sealed class V1NetworkPolicyPort
{
    public IntOrString? Port { get; set; }

    public int? EndPort { get; set; }

    public string? Protocol { get; set; }
}
