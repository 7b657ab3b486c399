using System.Collections.Immutable;

namespace RedisOperator.LocalCluster.Store;

/// <summary>What the API serves at the moment: the built-in kinds and those of the CustomResourceDefinitions. Safe to read from any thread.</summary>
public sealed class ResourceTypes
{
    private ImmutableList<ResourceType> _all = [.. KnownTypes.All];

    public IReadOnlyList<ResourceType> All => _all;

    public ResourceType? Find(string group, string version, string plural) =>
        _all.Find(type => type.Group == group && type.Version == version && type.Plural == plural);

    /// <summary>Any version of it.</summary>
    public ResourceType? Find(string group, string plural) => _all.Find(type => type.Group == group && type.Plural == plural);

    /// <summary>By "apps/v1" and "StatefulSet": what owner references and manifests name.</summary>
    public ResourceType? FindKind(string apiVersion, string kind) => _all.Find(type => type.ApiVersion == apiVersion && type.Kind == kind);

    /// <summary>Takes the place of everything custom that had the same group and plural.</summary>
    internal void Replace(string group, string plural, IEnumerable<ResourceType> versions) =>
        ImmutableInterlocked.Update(ref _all, (all, given) => all.RemoveAll(type => type.IsCustom && type.Group == group && type.Plural == plural).AddRange(given), versions.ToList());
}
