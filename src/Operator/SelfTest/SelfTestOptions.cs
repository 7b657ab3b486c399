namespace RedisOperator.Operator.SelfTest;

/// <summary>The group that the test makes. Each is an option of <c>redis-operator selftest</c> with this default.</summary>
public sealed record SelfTestOptions
{
    /// <summary>Null: the pod's own, or that of the kubeconfig.</summary>
    public string? Namespace { get; init; }

    public string Name { get; init; } = "selftest";

    public string Image { get; init; } = "redis:8.2";

    /// <summary>1–9.</summary>
    public int Replicas { get; init; } = 3;

    /// <summary>For the group to be Ready, and again for it to be gone. More than zero.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
