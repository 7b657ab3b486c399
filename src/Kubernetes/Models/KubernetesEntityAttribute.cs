namespace k8s.Models;

/// <summary>Where the API serves a kind. <see cref="ApiVersion"/> is the version without the group, and the core group is the empty string.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityAttribute : Attribute
{
    public string Group { get; set; } = "";

    public string ApiVersion { get; set; } = "v1";

    public string Kind { get; set; } = "";

    public string PluralName { get; set; } = "";

    /// <summary>What belongs in an object's <c>apiVersion</c>: "v1", "apps/v1".</summary>
    public string GroupVersion => Group.Length == 0 ? ApiVersion : $"{Group}/{ApiVersion}";
}
