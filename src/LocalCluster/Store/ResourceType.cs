namespace RedisOperator.LocalCluster.Store;

/// <summary>A kind that the API serves, under one group and version. Two are equal when group, version and plural are.</summary>
public sealed record ResourceType(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    public string Singular { get; init; } = Kind.ToLowerInvariant();

    public string[] ShortNames { get; init; } = [];

    public string[] Categories { get; init; } = [];

    /// <summary>Status is its own subresource: ordinary writes do not touch it.</summary>
    public bool HasStatus { get; init; }

    /// <summary>metadata.generation counts the changes of everything but metadata and status.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Where the scale subresource reads and writes; null when there is none.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>Came with a CustomResourceDefinition.</summary>
    public bool IsCustom { get; init; }

    public string ListKind { get; init; } = Kind + "List";

    /// <summary>"v1" or "apps/v1".</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>"pods" or "statefulsets.apps": the name that error messages use, and the key objects are stored under (all versions of a kind share it).</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>"Pod" or "StatefulSet.apps".</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public ObjectKey Key(string? ns, string name) => new(this, Namespaced ? ns : null, name);

    public bool Equals(ResourceType? other) =>
        other is not null && Group == other.Group && Version == other.Version && Plural == other.Plural;

    public override int GetHashCode() => HashCode.Combine(Group, Version, Plural);

    public override string ToString() => $"{ApiVersion}/{Plural}";
}

/// <summary>Dotted JSON paths (".spec.replicas") of what autoscaling/v1 Scale shows.</summary>
public sealed record ScalePaths(string Spec, string Status, string? Selector);
