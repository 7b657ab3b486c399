using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Store;

public sealed class ObjectStoreTests
{
    private static readonly ResourceType Type = KnownTypes.ConfigMaps;

    [Fact]
    public async Task AWatchFromAListSeesEveryLaterChangeInOrder()
    {
        var store = new ObjectStore();
        store.Create(Type.Key("n", "a"), Named("a", "n"));
        var since = store.List(Type).ResourceVersion;
        store.Create(Type.Key("n", "b"), Named("b", "n"));
        store.Update(Type.Key("n", "a"), obj => With(obj, "1"));
        store.Remove(Type.Key("n", "a"));

        var events = await Take(store, since, 3);

        events.Select(change => (change.Type, change.Object.Name())).ShouldBe(
            [(StoreEventType.Added, "b"), (StoreEventType.Modified, "a"), (StoreEventType.Deleted, "a")]);
        events.Select(change => change.ResourceVersion).ShouldBe([since + 1, since + 2, since + 3]);
        events[2].Object.ResourceVersion().ShouldBe((since + 3).ToString(), "a deletion has a version of its own");
    }

    [Fact]
    public async Task NothingIsLostOrDoubledWhileManyWriteAndAWatchBegins()
    {
        var store = new ObjectStore();
        const int writers = 4;
        const int each = 200;
        var writing = Enumerable.Range(0, writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                store.Create(Type.Key("n", $"{writer}-{i}"), Named($"{writer}-{i}", "n"));
            }
        })).ToList();

        var (items, since) = store.List(Type);
        var events = await Take(store, since, (writers * each) - items.Count);
        await Task.WhenAll(writing);

        events.Select(change => change.Object.Name()).Concat(items.Select(item => item.Name())).Distinct().Count().ShouldBe(writers * each);
        events.Select(change => change.ResourceVersion).ShouldBeInOrder();
    }

    [Fact]
    public async Task AWatchFromBeforeWhatIsRememberedIsExpired()
    {
        var store = new ObjectStore(historyLimit: 2);
        var since = store.ResourceVersion;
        for (var i = 0; i < 4; i++)
        {
            store.Create(Type.Key("n", $"a{i}"), Named($"a{i}", "n"));
        }

        (await Should.ThrowAsync<StatusException>(() => Take(store, since, 1))).Code.ShouldBe(410);
        (await Take(store, since + 2, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task AWatchFromAVersionThatNeverWasIsExpired() =>
        (await Should.ThrowAsync<StatusException>(() => Take(new ObjectStore(), 1_000_000, 1))).Code.ShouldBe(410);

    [Fact]
    public void AnEqualResultIsNoWrite()
    {
        var store = new ObjectStore();
        var created = store.Create(Type.Key("n", "a"), With(Named("a", "n"), "1"));

        store.Update(Type.Key("n", "a"), obj => With(obj, "1")).ShouldBeSameAs(created);
        store.Update(Type.Key("n", "a"), _ => null).ShouldBeSameAs(created);
    }

    [Fact]
    public void NumbersCanBeReadAsAnyWidthHoweverTheyWereMade()
    {
        var store = new ObjectStore();
        var given = Named("a", "n");
        given["int"] = 3;
        given["long"] = 3L;

        var stored = store.Create(Type.Key("n", "a"), given);

        stored["int"]!.GetValue<long>().ShouldBe(3);
        stored["long"]!.GetValue<int>().ShouldBe(3);
    }

    private static async Task<List<StoreEvent>> Take(ObjectStore store, long since, int count)
    {
        var events = new List<StoreEvent>();
        if (count == 0)
        {
            return events;
        }

        await foreach (var change in store.WatchAsync(Type, null, since, TestContext.Current.CancellationToken))
        {
            events.Add(change);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }

    private static JsonObject Named(string name, string ns) => new() { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns } };

    private static JsonObject With(JsonObject obj, string value)
    {
        obj["data"] = new JsonObject { ["k"] = value };
        return obj;
    }
}
