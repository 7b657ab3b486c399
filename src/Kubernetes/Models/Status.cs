namespace k8s.Models;

/// <summary>What the API server answers when there is no object to answer with: errors, and the end of some deletes.</summary>
public sealed class V1Status : IKubernetesObject<V1ListMeta>
{
    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "Status";

    public V1ListMeta Metadata { get; set; } = new();

    /// <summary>"Success" or "Failure".</summary>
    public string? Status { get; set; }

    public string? Message { get; set; }

    public string? Reason { get; set; }

    public int? Code { get; set; }

    public V1StatusDetails? Details { get; set; }
}

public sealed class V1StatusDetails
{
    public string? Name { get; set; }

    public string? Group { get; set; }

    public string? Kind { get; set; }

    public string? Uid { get; set; }

    public int? RetryAfterSeconds { get; set; }

    public IList<V1StatusCause>? Causes { get; set; }
}

public sealed class V1StatusCause
{
    public string? Reason { get; set; }

    public string? Message { get; set; }

    public string? Field { get; set; }
}
