using RedisOperator.Operator.Diagnostics.Inspect;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Commands;

/// <summary>How the operator runs. Each is an option of <c>redis-operator run</c> with this default.</summary>
public sealed record RunOptions
{
    /// <summary>The namespaces whose groups are looked after; none means all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Where /healthz, /readyz and /metrics are served; 1–65535.</summary>
    public int HealthPort { get; init; } = 8080;

    /// <summary>Where <c>redis-operator inspect</c> asks, on 127.0.0.1 only; 1–65535.</summary>
    public int InspectPort { get; init; } = InspectProtocol.DefaultPort;

    /// <summary>Groups worked on at the same time; 1–256. A pass is mostly waiting.</summary>
    public int Workers { get; init; } = 16;

    /// <summary>The namespace of the Lease; by default that of the pod, then that of the kubeconfig.</summary>
    public string? LeaseNamespace { get; init; }

    /// <summary>Whether cordoned nodes are noticed, so that a master leaves its node before it is emptied. Nodes are in no namespace: an operator with rights in some namespaces only has to do without.</summary>
    public bool WatchNodes { get; init; } = true;

    /// <summary>The image of the vip containers of groups on the host network: that of this operator.</summary>
    public string VipImage { get; init; } = Environment.GetEnvironmentVariable("REDIS_OPERATOR_IMAGE") is { Length: > 0 } image ? image : VipContainer.DefaultImage;

    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
