using System.Collections.Concurrent;
using k8s.Informers;
using k8s.Models;
using k8s.Tests.Server;

namespace k8s.Tests.Informers;

public abstract class InformerTestBase : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private Kubernetes? _client;
    private Task _running = Task.CompletedTask;

    private protected FakeCluster Cluster { get; } = new();

    private protected FakeApiServer Server { get; private set; } = null!;

    protected ConcurrentQueue<string> Told { get; } = new();

    private protected static InformerOptions<V1Pod> Quick { get; } = new()
    {
        MinBackoff = TimeSpan.FromMilliseconds(5),
        MaxBackoff = TimeSpan.FromMilliseconds(50),
    };

    public async ValueTask InitializeAsync()
    {
        Server = await FakeApiServer.StartNewAsync(Cluster);
        _client = new Kubernetes(
            new KubernetesClientConfiguration { Host = Server.Address },
            new KubernetesClientOptions { RequestTimeout = TimeSpan.FromSeconds(2), RetryDelay = TimeSpan.FromMilliseconds(2), MaxRetries = 1 });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _stop.CancelAsync();
        await Eventually.Within(_running);
        await Server.DisposeAsync();
        _client!.Dispose();
        _stop.Dispose();
    }

    private protected async Task<Informer<V1Pod>> RunAsync(InformerOptions<V1Pod>? options = null, string? ns = "default", Action<Informer<V1Pod>>? before = null)
    {
        var informer = new Informer<V1Pod>(_client!, ns, null, options ?? Quick);
        informer.Changed += change => Told.Enqueue($"{change.Type} {change.Object.Metadata.Name}");
        before?.Invoke(informer);
        _running = informer.RunAsync(_stop.Token);
        await Eventually.Within(informer.WaitForSyncAsync(TestContext.Current.CancellationToken));
        await WatchIsOpen();
        return informer;
    }

    protected Task WatchIsOpen() => Eventually.BecomesTrue(() => Server.OpenWatches == 1, "a watch is open");

    private protected static Task Becomes(Informer<V1Pod> informer, params string[] names) => Eventually.BecomesTrue(
        () => informer.Store.List().Select(pod => pod.Metadata.Name!).Order(StringComparer.Ordinal).SequenceEqual(names), "the store holds " + string.Join(", ", names));
}

public sealed class InformerTests : InformerTestBase
{
    [Fact]
    public async Task It_lists_then_watches_and_tells_each_change_once()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        var informer = await RunAsync();
        informer.HasSynced.ShouldBeTrue();
        Told.ShouldBe(["Added a"]);

        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make("changed"));
        Cluster.Delete(ObjectPath.Pod("b"));
        await Eventually.BecomesTrue(() => Told.Count == 4, "four changes");
        Told.ShouldBe(["Added a", "Added b", "Modified a", "Deleted b"]);
        informer.Store.Get("default", "a")!.Metadata.Labels!["app"].ShouldBe("changed");
        informer.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task It_reads_a_large_collection_page_by_page()
    {
        for (var n = 0; n < 25; n++)
        {
            Cluster.Put(ObjectPath.Pod($"p{n}"), PodJson.Make());
        }

        var informer = await RunAsync(Quick with { PageSize = 10 });
        informer.Store.Count.ShouldBe(25);
        Server.Requests.Count(request => request.Contains("limit=10", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_change_tells_what_was_there_before()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make("one"));
        var changes = new ConcurrentQueue<InformerEvent<V1Pod>>();
        await RunAsync(before: informer => informer.Changed += changes.Enqueue);
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make("two"));
        await Eventually.BecomesTrue(() => changes.Count == 2, "two changes");
        var last = changes.Last();
        last.Old!.Metadata.Labels!["app"].ShouldBe("one");
        last.Object.Metadata.Labels!["app"].ShouldBe("two");
    }

    [Fact]
    public async Task Indexes_follow_every_change()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make("x"));
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make("x"));
        var informer = await RunAsync(before: i => i.AddIndex("app", pod => [pod.Metadata.Labels!["app"]]));
        Names("x").ShouldBe(["a", "b"]);

        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make("y"));
        Cluster.Delete(ObjectPath.Pod("a"));
        await Eventually.BecomesTrue(() => Names("x").Count == 0 && Names("y").SequenceEqual(["b"]), "the index has moved");
        Should.Throw<ArgumentException>(() => informer.Store.ByIndex("other", "x"));

        List<string> Names(string key) => [.. informer.Store.ByIndex("app", key).Select(pod => pod.Metadata.Name!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_handler_that_throws_costs_the_others_nothing()
    {
        await RunAsync(before: informer => informer.Changed += _ => throw new InvalidOperationException("a mistake"));
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        await Eventually.BecomesTrue(() => Told.Count == 2, "both are told");
    }

    [Fact]
    public async Task What_nobody_reads_is_stripped_before_it_is_kept()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make("x"));
        var informer = await RunAsync(Quick with { Transform = pod => pod.Spec = null });
        informer.Store.Get("default", "a")!.Spec.ShouldBeNull();
        informer.Store.Get("default", "a")!.Metadata.Labels!["app"].ShouldBe("x");
    }

    [Fact]
    public async Task Of_a_namespace_only_its_own_objects_are_known_and_without_one_all()
    {
        Cluster.Put(ObjectPath.Pod("a", "one"), PodJson.Make());
        Cluster.Put(ObjectPath.Pod("b", "two"), PodJson.Make());
        var informer = await RunAsync(ns: null);
        informer.Store.Get("one", "a").ShouldNotBeNull();
        informer.Store.Get(new NamespacedName("two", "b")).ShouldNotBeNull();
        informer.Store.Get("one", "b").ShouldBeNull();
    }

    [Fact]
    public void The_controlling_owner_is_found_by_group_and_kind()
    {
        var pod = new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                NamespaceProperty = "ns",
                OwnerReferences =
                [
                    new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "other" },
                    new V1OwnerReference { ApiVersion = "apps/v1", Kind = "StatefulSet", Name = "cache", Controller = true },
                ],
            },
        };
        OwnerMapping.ControllerOf(pod, "apps", "StatefulSet").ShouldBe(new NamespacedName("ns", "cache"));
        OwnerMapping.ControllerOf(pod, "other.io", "StatefulSet").ShouldBeNull();
        OwnerMapping.ControllerOf(pod, "", "ConfigMap").ShouldBeNull();
    }
}
