using System.Diagnostics.CodeAnalysis;

namespace k8s.Informers;

/// <summary>
/// What an informer knows now. Every read is of one consistent moment and never waits. Objects are shared: do not change them.
/// </summary>
public interface IStore<T>
{
    int Count { get; }

    [SuppressMessage("Naming", "CA1716", Justification = "The word everybody expects.")]
    T? Get(string ns, string name);

    T? Get(NamespacedName name);

    IReadOnlyList<T> List();

    /// <summary>The objects for which the index named so gave this key.</summary>
    /// <exception cref="ArgumentException">There is no such index.</exception>
    IReadOnlyList<T> ByIndex(string indexName, string key);
}
