using System.Collections.Immutable;

namespace k8s.Informers;

/// <summary>The store at one moment: objects, and for each index its keys.</summary>
internal sealed record Snapshot<T>(
    ImmutableDictionary<NamespacedName, T> Objects,
    ImmutableDictionary<string, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>> Indexes)
{
    public static readonly Snapshot<T> Empty = new(
        ImmutableDictionary<NamespacedName, T>.Empty,
        ImmutableDictionary<string, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>>.Empty);
}
