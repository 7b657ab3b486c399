namespace RedisOperator.LocalCluster.Store;

/// <summary>Names one object. <paramref name="Namespace"/> is null for cluster-scoped kinds.</summary>
public readonly record struct ObjectKey(ResourceType Type, string? Namespace, string Name)
{
    public override string ToString() => Namespace is null ? $"{Type.QualifiedPlural} {Name}" : $"{Type.QualifiedPlural} {Namespace}/{Name}";
}
