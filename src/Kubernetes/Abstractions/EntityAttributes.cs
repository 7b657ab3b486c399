namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>The short names kubectl takes for the kind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityShortNamesAttribute(params string[] shortNames) : Attribute
{
    public IReadOnlyList<string> ShortNames { get; } = shortNames;
}

/// <summary>Groups of kinds that kubectl lists together, such as "all".</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityCategoriesAttribute(params string[] categories) : Attribute
{
    public IReadOnlyList<string> Categories { get; } = categories;
}

public enum PrinterColumnPriority
{
    StandardView,

    /// <summary>Only with <c>-o wide</c>.</summary>
    WideView,
}

/// <summary>A column of <c>kubectl get</c>. The columns appear in the order of <see cref="Order"/>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type) : Attribute
{
    public string JsonPath { get; } = jsonPath;

    public string Name { get; } = name;

    public string Type { get; } = type;

    public string? Description { get; set; }

    public PrinterColumnPriority Priority { get; set; }

    /// <summary>Reflection promises no order of attributes, and a generated file needs one.</summary>
    public int Order { get; set; }
}

/// <summary>Serves /scale, so that <c>kubectl scale</c> works.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScaleSubresourceAttribute(string specReplicasPath, string statusReplicasPath, string labelSelectorPath) : Attribute
{
    public string SpecReplicasPath { get; } = specReplicasPath;

    public string StatusReplicasPath { get; } = statusReplicasPath;

    public string LabelSelectorPath { get; } = labelSelectorPath;
}
