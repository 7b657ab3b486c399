using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

public sealed class WatchTests : IAsyncLifetime
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    private TestCluster _cluster = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(bookmarks: TimeSpan.FromMilliseconds(100));
        _client = _cluster.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task FromAListNothingIsMissed()
    {
        Create("a", "1");
        var (_, list) = await _client.GetAsync(ConfigMaps);
        Create("b", "1");
        Delete("a");

        var events = await _client.WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={list.ResourceVersion()}", seen => seen.Count == 3, () =>
        {
            Create("c", "1");
            return Task.CompletedTask;
        });

        events.Select(Shown).ShouldBe(["ADDED b", "DELETED a", "ADDED c"]);
        events.Select(change => long.Parse(change["object"]!.AsObject().ResourceVersion())).ShouldBeInOrder();
    }

    [Fact]
    public async Task AWatchListSendsWhatIsThereAndSaysWhenThatEnds()
    {
        Create("a", "1");
        Create("b", "1");

        var events = await _client.WatchAsync(
            $"{ConfigMaps}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", seen => seen.Count == 3);

        events.Select(change => change.Text("type")).ShouldBe(["ADDED", "ADDED", "BOOKMARK"]);
        events[2].Text("object", "metadata", "annotations", "k8s.io/initial-events-end").ShouldBe("true");
        events[2].Text("object", "kind").ShouldBe("ConfigMap");
    }

    [Fact]
    public async Task AnObjectThatNoLongerMatchesIsDeletedForThatWatch()
    {
        Create("a", "1");
        var (_, list) = await _client.GetAsync(ConfigMaps);
        SetLabel("a", "2");
        SetLabel("a", "1");
        Delete("a");

        var events = await _client.WatchAsync($"{ConfigMaps}?watch=true&labelSelector=l%3D1&resourceVersion={list.ResourceVersion()}", seen => seen.Count == 3);

        events.Select(Shown).ShouldBe(["DELETED a", "ADDED a", "DELETED a"]);
    }

    [Fact]
    public async Task BookmarksComeToThoseWhoAsk()
    {
        var events = await _client.WatchAsync($"{ConfigMaps}?watch=true&allowWatchBookmarks=true&resourceVersion={_cluster.Registry.ResourceVersion}", seen => seen.Count == 2);

        events.Select(change => change.Text("type")).ShouldBe(["BOOKMARK", "BOOKMARK"]);
    }

    [Fact]
    public async Task AWatchEndsWhenItsTimeIsUp()
    {
        var events = await _client.WatchAsync($"{ConfigMaps}?watch=true&timeoutSeconds=1&resourceVersion={_cluster.Registry.ResourceVersion}", _ => false);

        events.ShouldBeEmpty();
    }

    [Fact]
    public async Task AVersionFromAnotherStoreIsGone()
    {
        var (code, refused) = await _client.GetAsync($"{ConfigMaps}?watch=true&resourceVersion=99999999");

        code.ShouldBe(410);
        refused.Text("reason").ShouldBe("Expired");
    }

    [Fact]
    public async Task ATableWatchSendsItsColumnsOnce()
    {
        Create("a", "1");
        var (code, table) = await _client.GetAsync(ConfigMaps, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");

        code.ShouldBe(200);
        table.Text("kind").ShouldBe("Table");
        table.Items("columnDefinitions").Select(column => column.Text("name")).ShouldBe(["Name", "Data", "Age"]);
        table.Items("rows").First()["cells"]!.AsArray()[0]!.GetValue<string>().ShouldBe("a");
        table.Items("rows").First().Text("object", "kind").ShouldBe("PartialObjectMetadata");
    }

    private static string Shown(JsonObject change) => $"{change.Text("type")} {change["object"]!.AsObject().Name()}";

    private void Create(string name, string label) => _cluster.Registry.Create(
        KnownTypes.ConfigMaps, "default", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["l"] = label } } });

    private void Delete(string name) => _cluster.Registry.Delete(KnownTypes.ConfigMaps.Key("default", name));

    private void SetLabel(string name, string label) => _cluster.Registry.Update(KnownTypes.ConfigMaps.Key("default", name), obj =>
    {
        obj["metadata"]!["labels"]!["l"] = label;
        return obj;
    });
}
