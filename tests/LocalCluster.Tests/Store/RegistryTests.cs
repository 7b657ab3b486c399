using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Store;

public sealed class RegistryTests
{
    private readonly Registry _registry = new(TimeProvider.System, new Random(1));

    [Fact]
    public void AnUpdateThatChangesNothingKeepsTheResourceVersion()
    {
        var created = _registry.Create(KnownTypes.ConfigMaps, "default", Named("a", ("data", new JsonObject { ["k"] = "v" })));

        var updated = _registry.Update(KnownTypes.ConfigMaps.Key("default", "a"), obj =>
        {
            obj["data"]!["k"] = "v";
            return obj;
        });

        updated.ResourceVersion().ShouldBe(created.ResourceVersion());
    }

    [Fact]
    public void AStaleResourceVersionIsAConflict()
    {
        _registry.Create(KnownTypes.ConfigMaps, "default", Named("a"));

        var refused = Should.Throw<StatusException>(() => _registry.Update(KnownTypes.ConfigMaps.Key("default", "a"), obj =>
        {
            obj.Metadata()["resourceVersion"] = "1";
            return obj;
        }));

        refused.Code.ShouldBe(409);
        refused.Reason.ShouldBe("Conflict");
    }

    [Fact]
    public void TheGenerationCountsSpecChangesOnly()
    {
        _registry.Create(KnownTypes.StatefulSets, "default", StatefulSet());
        var key = KnownTypes.StatefulSets.Key("default", "web");

        _registry.UpdateStatus(key, obj => With(obj, "status", "replicas", 3)).Integer("metadata", "generation").ShouldBe(1);
        _registry.Update(key, obj => With(obj, "spec", "replicas", 3)).Integer("metadata", "generation").ShouldBe(2);
    }

    [Fact]
    public void AStatusWriteLeavesTheSpecAloneAndAMainWriteLeavesTheStatusAlone()
    {
        _registry.Create(KnownTypes.StatefulSets, "default", StatefulSet());
        var key = KnownTypes.StatefulSets.Key("default", "web");

        _registry.UpdateStatus(key, obj => With(With(obj, "status", "replicas", 2), "spec", "replicas", 9)).Integer("spec", "replicas").ShouldBe(1);
        _registry.Update(key, obj => With(obj, "status", "replicas", 7)).Integer("status", "replicas").ShouldBe(2);
    }

    [Fact]
    public void ServicesGetAddressesOfTheirOwn()
    {
        var first = _registry.Create(KnownTypes.Services, "default", Service("a", "NodePort"));
        var second = _registry.Create(KnownTypes.Services, "default", Service("b", "NodePort"));

        first.Text("spec", "clusterIP").ShouldNotBe(second.Text("spec", "clusterIP"));
        first.Text("spec", "clusterIP")!.ShouldStartWith("10.96.");
        first.Items("spec", "ports").Single().Integer("nodePort").ShouldBe(30000);
        second.Items("spec", "ports").Single().Integer("nodePort").ShouldBe(30001);
        _registry.Get(KnownTypes.Services.Key("default", "kubernetes")).Text("spec", "clusterIP").ShouldBe("10.96.0.1");
    }

    [Fact]
    public void AnObjectWithAFinalizerGoesWhenTheFinalizerDoes()
    {
        var given = Named("a");
        given.Metadata()["finalizers"] = new JsonArray("example.com/wait");
        _registry.Create(KnownTypes.ConfigMaps, "default", given);
        var key = KnownTypes.ConfigMaps.Key("default", "a");

        _registry.Delete(key).IsDeleting().ShouldBeTrue();
        _registry.Get(key).ShouldNotBeNull();
        _registry.Update(key, obj =>
        {
            obj.Metadata().Remove("finalizers");
            return obj;
        });

        _registry.Get(key).ShouldBeNull();
    }

    [Fact]
    public void ARunningPodIsOnlyMarkedUntilItsNodeDeletesItWithGraceZero()
    {
        _registry.Create(KnownTypes.Pods, "default", Pod());
        var key = KnownTypes.Pods.Key("default", "p");
        _registry.Update(key, obj => With(obj, "spec", "nodeName", "node-1"));

        _registry.Delete(key).Integer("metadata", "deletionGracePeriodSeconds").ShouldBe(30);
        _registry.Get(key).ShouldNotBeNull();
        _registry.Delete(key, new DeleteOptions { GracePeriodSeconds = 0 });

        _registry.Get(key).ShouldBeNull();
    }

    [Fact]
    public void APodWithoutANodeGoesAtOnce()
    {
        _registry.Create(KnownTypes.Pods, "default", Pod());

        _registry.Delete(KnownTypes.Pods.Key("default", "p"));

        _registry.Get(KnownTypes.Pods.Key("default", "p")).ShouldBeNull();
    }

    [Fact]
    public void ANamespaceGoesWithItsLastObject()
    {
        _registry.Create(KnownTypes.Namespaces, null, Named("n"));
        var held = Named("a");
        held.Metadata()["finalizers"] = new JsonArray("example.com/wait");
        _registry.Create(KnownTypes.ConfigMaps, "n", held);
        _registry.Create(KnownTypes.ConfigMaps, "n", Named("b"));

        _registry.Delete(KnownTypes.Namespaces.Key(null, "n"));
        _registry.Get(KnownTypes.Namespaces.Key(null, "n")).Text("status", "phase").ShouldBe("Terminating");
        _registry.Get(KnownTypes.ConfigMaps.Key("n", "b")).ShouldBeNull();
        Should.Throw<StatusException>(() => _registry.Create(KnownTypes.ConfigMaps, "n", Named("c"))).Code.ShouldBe(403);
        _registry.Update(KnownTypes.ConfigMaps.Key("n", "a"), obj =>
        {
            obj.Metadata().Remove("finalizers");
            return obj;
        });

        _registry.Get(KnownTypes.Namespaces.Key(null, "n")).ShouldBeNull();
    }

    private static JsonObject Named(string name, params (string Name, JsonNode Value)[] members)
    {
        var obj = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } };
        foreach (var (member, value) in members)
        {
            obj[member] = value;
        }

        return obj;
    }

    private static JsonObject Pod() => Named("p", ("spec", new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "redis:8" }) }));

    private static JsonObject Service(string name, string type) => Named(
        name, ("spec", new JsonObject { ["type"] = type, ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }) }));

    private static JsonObject StatefulSet() => Named("web", ("spec", new JsonObject
    {
        ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = "web" } },
        ["template"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "web" } },
            ["spec"] = Pod()["spec"]!.DeepClone(),
        },
    }));

    private static JsonObject With(JsonObject obj, string part, string name, JsonNode value)
    {
        if (obj[part] is not JsonObject)
        {
            obj[part] = new JsonObject();
        }

        obj[part]![name] = value;
        return obj;
    }
}
