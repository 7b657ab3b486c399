namespace k8s.Models;

/// <summary>A condition by the API conventions: status is "True", "False" or "Unknown", reason is CamelCase.</summary>
public sealed class V1Condition
{
    public string Type { get; set; } = "";

    public string Status { get; set; } = "";

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? LastTransitionTime { get; set; }

    public long? ObservedGeneration { get; set; }
}
