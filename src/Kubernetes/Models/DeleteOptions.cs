namespace k8s.Models;

public sealed class V1DeleteOptions : IKubernetesObject
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "DeleteOptions";

    public long? GracePeriodSeconds { get; set; }

    public string? PropagationPolicy { get; set; }

    public V1Preconditions? Preconditions { get; set; }

    public IList<string>? DryRun { get; set; }
}

public sealed class V1Preconditions
{
    public string? Uid { get; set; }

    public string? ResourceVersion { get; set; }
}
