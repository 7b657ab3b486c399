using k8s.Informers;
using k8s.Models;

namespace k8s.Tests.Informers;

public sealed class NamespacedStoreTests
{
    private readonly NamespacedStore<V1Pod> _both = new(new Dictionary<string, IStore<V1Pod>>(StringComparer.Ordinal) { ["a"] = With("a", "one"), ["b"] = With("b", "one", "two") });

    [Fact]
    public void It_finds_what_each_namespace_has()
    {
        _both.Count.ShouldBe(3);
        _both.List().Count.ShouldBe(3);
        _both.Get("b", "two")!.Metadata.NamespaceProperty.ShouldBe("b");
        _both.Get(new NamespacedName("a", "one"))!.Metadata.NamespaceProperty.ShouldBe("a");
        _both.ByIndex("name", "one").Select(pod => pod.Metadata.NamespaceProperty).Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void It_knows_nothing_of_other_namespaces()
    {
        _both.Get("a", "two").ShouldBeNull();
        _both.Get("c", "one").ShouldBeNull();
        _both.ByIndex("name", "three").ShouldBeEmpty();
    }

    private static Store<V1Pod> With(string ns, params string[] names)
    {
        var store = new Store<V1Pod>();
        store.AddIndex("name", pod => [pod.Metadata.Name!]);
        foreach (var name in names)
        {
            store.Set(new NamespacedName(ns, name), new V1Pod { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = ns } });
        }

        return store;
    }
}
