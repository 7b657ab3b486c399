using System.Collections.Immutable;

namespace k8s.Informers;

/// <summary>
/// The informer's store: one writer (the informer's loop), any number of readers. A write makes a new snapshot and puts it in place of the old one,
/// so readers neither wait nor see half a change.
/// </summary>
internal sealed class Store<T> : IStore<T>
    where T : class
{
    private readonly Dictionary<string, Func<T, IEnumerable<string>>> _indexers = [];
    private volatile Snapshot<T> _now = Snapshot<T>.Empty;

    public int Count => _now.Objects.Count;

    public T? Get(string ns, string name) => Get(new NamespacedName(ns, name));

    public T? Get(NamespacedName name) => _now.Objects.GetValueOrDefault(name);

    public IReadOnlyList<T> List() => [.. _now.Objects.Values];

    public IReadOnlyList<T> ByIndex(string indexName, string key)
    {
        var now = _now;
        if (!now.Indexes.TryGetValue(indexName, out var index))
        {
            throw new ArgumentException($"there is no index \"{indexName}\"", nameof(indexName));
        }

        return index.TryGetValue(key, out var names) ? [.. names.Select(name => now.Objects[name])] : [];
    }

    internal IEnumerable<NamespacedName> Names => _now.Objects.Keys;

    internal void AddIndex(string name, Func<T, IEnumerable<string>> keys)
    {
        _indexers.Add(name, keys);
        _now = _now with { Indexes = _now.Indexes.Add(name, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>.Empty) };
    }

    internal void Set(NamespacedName name, T obj)
    {
        var before = _now;
        before.Objects.TryGetValue(name, out var old);
        _now = new Snapshot<T>(before.Objects.SetItem(name, obj), Reindexed(before.Indexes, name, old, obj));
    }

    internal void Remove(NamespacedName name)
    {
        var before = _now;
        if (before.Objects.TryGetValue(name, out var old))
        {
            _now = new Snapshot<T>(before.Objects.Remove(name), Reindexed(before.Indexes, name, old, null));
        }
    }

    private ImmutableDictionary<string, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>> Reindexed(
        ImmutableDictionary<string, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>> indexes, NamespacedName name, T? old, T? obj)
    {
        foreach (var (indexName, keysOf) in _indexers)
        {
            var index = indexes[indexName];
            var gone = old is null ? [] : keysOf(old).ToHashSet();
            var come = obj is null ? [] : keysOf(obj).ToHashSet();
            foreach (var key in gone.Except(come))
            {
                var rest = index[key].Remove(name);
                index = rest.IsEmpty ? index.Remove(key) : index.SetItem(key, rest);
            }

            foreach (var key in come.Except(gone))
            {
                index = index.SetItem(key, (index.GetValueOrDefault(key) ?? []).Add(name));
            }

            indexes = indexes.SetItem(indexName, index);
        }

        return indexes;
    }
}
