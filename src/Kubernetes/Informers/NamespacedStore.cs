namespace k8s.Informers;

/// <summary>The stores of several namespaces as one: what is in none of them does not exist.</summary>
public sealed class NamespacedStore<T>(IReadOnlyDictionary<string, IStore<T>> namespaces) : IStore<T>
{
    public int Count => namespaces.Values.Sum(store => store.Count);

    public T? Get(string ns, string name) => namespaces.TryGetValue(ns, out var store) ? store.Get(ns, name) : default;

    public T? Get(NamespacedName name) => Get(name.Namespace, name.Name);

    public IReadOnlyList<T> List() => [.. namespaces.Values.SelectMany(store => store.List())];

    public IReadOnlyList<T> ByIndex(string indexName, string key) => [.. namespaces.Values.SelectMany(store => store.ByIndex(indexName, key))];
}
