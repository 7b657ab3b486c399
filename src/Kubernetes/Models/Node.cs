namespace k8s.Models;

[KubernetesEntity(ApiVersion = "v1", Kind = "Node", PluralName = "nodes")]
public sealed class V1Node : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Node";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1NodeSpec? Spec { get; set; }

    public V1NodeStatus? Status { get; set; }
}

public sealed class V1NodeSpec
{
    public bool? Unschedulable { get; set; }

    public IList<V1Taint>? Taints { get; set; }
}

public sealed class V1Taint
{
    public string Key { get; set; } = "";

    public string? Value { get; set; }

    public string Effect { get; set; } = "";
}

public sealed class V1NodeStatus
{
    public IList<V1NodeCondition>? Conditions { get; set; }

    public IList<V1NodeAddress>? Addresses { get; set; }
}

public sealed class V1NodeCondition
{
    public string Type { get; set; } = "";

    public string Status { get; set; } = "";

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? LastTransitionTime { get; set; }
}

public sealed class V1NodeAddress
{
    public string Type { get; set; } = "";

    public string Address { get; set; } = "";
}
