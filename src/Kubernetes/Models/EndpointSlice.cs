using System.Text.Json.Serialization;

namespace k8s.Models;

[KubernetesEntity(Group = "discovery.k8s.io", ApiVersion = "v1", Kind = "EndpointSlice", PluralName = "endpointslices")]
public sealed class V1EndpointSlice : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "discovery.k8s.io/v1";

    public string Kind { get; set; } = "EndpointSlice";

    public V1ObjectMeta Metadata { get; set; } = new();

    public string AddressType { get; set; } = "";

    public IList<V1Endpoint> Endpoints { get; set; } = [];

    public IList<Discoveryv1EndpointPort>? Ports { get; set; }
}

public sealed class V1Endpoint
{
    public IList<string> Addresses { get; set; } = [];

    public V1EndpointConditions? Conditions { get; set; }

    public string? Hostname { get; set; }

    public string? NodeName { get; set; }

    public string? Zone { get; set; }

    public V1ObjectReference? TargetRef { get; set; }
}

public sealed class V1EndpointConditions
{
    public bool? Ready { get; set; }

    public bool? Serving { get; set; }

    public bool? Terminating { get; set; }
}

public sealed class Discoveryv1EndpointPort
{
    public string? Name { get; set; }

    public string? Protocol { get; set; }

    public int? Port { get; set; }

    public string? AppProtocol { get; set; }
}

public sealed class V1ObjectReference
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    [JsonPropertyName("namespace")]
    public string? NamespaceProperty { get; set; }

    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? ResourceVersion { get; set; }

    public string? FieldPath { get; set; }
}
