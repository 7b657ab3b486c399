namespace k8s;

/// <summary>How a patch is applied.</summary>
public sealed record PatchOptions
{
    /// <summary>Who owns the fields; required by server-side apply.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Server-side apply takes fields over from other managers instead of failing with 409 Conflict.</summary>
    public bool Force { get; init; }

    /// <summary>"status", or null for the object itself. For "scale" there is <see cref="IKubernetes.PatchScaleAsync{T}"/>, because it answers with another kind.</summary>
    public string? Subresource { get; init; }

    /// <summary>Validate and answer, but store nothing.</summary>
    public bool DryRun { get; init; }

    internal void AddTo(QueryString query)
    {
        query.Add("fieldManager", FieldManager);
        query.Add("force", Force ? "true" : null);
        query.Add("dryRun", DryRun ? "All" : null);
    }
}
