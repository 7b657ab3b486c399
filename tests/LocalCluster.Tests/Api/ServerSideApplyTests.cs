using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

public sealed class ServerSideApplyTests : IAsyncLifetime
{
    private const string Path = Example.Collection + "/a";
    private const string ServicePath = "api/v1/namespaces/default/services/web";

    private TestCluster _cluster = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        _cluster.CreateDefinition();
        _client = _cluster.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task ApplyingTheSameAgainWritesNothing()
    {
        var (code, first) = await Apply("one", """{"replicas":4,"zones":["a"],"ports":[{"name":"x"}]}""");
        code.ShouldBe(201);

        var (again, second) = await Apply("one", """{"replicas":4,"zones":["a"],"ports":[{"name":"x"}]}""");

        again.ShouldBe(200);
        second.ResourceVersion().ShouldBe(first.ResourceVersion());
    }

    [Fact]
    public async Task WhatIsNoLongerAppliedGoesUnlessAnotherAppliesItToo()
    {
        await Apply("one", """{"config":{"a":"1","b":"1"},"zones":["a","b"],"ports":[{"name":"x"},{"name":"y"}],"mode":"AOF"}""");
        await Apply("two", """{"config":{"b":"1"},"zones":["b"],"ports":[{"name":"y"}]}""");

        var (_, result) = await Apply("one", """{"replicas":3}""");

        result.At("spec", "config")!.ToJsonString().ShouldBe("""{"b":"1"}""");
        result.At("spec", "zones")!.ToJsonString().ShouldBe("""["b"]""");
        result.Items("spec", "ports").Select(port => port.Text("name")).ShouldBe(["y"]);
        result.At("spec", "mode").ShouldBeNull();
    }

    [Fact]
    public async Task ItemsOfTwoAppliersLiveSideBySide()
    {
        await Apply("one", """{"ports":[{"name":"x","port":1}]}""");

        var (_, result) = await Apply("two", """{"ports":[{"name":"y","port":2}]}""");

        result.Items("spec", "ports").Select(port => port.Text("name")).ShouldBe(["x", "y"], ignoreOrder: true);
    }

    [Fact]
    public async Task AnotherValueForSomebodyElsesFieldIsAConflictThatForceTakes()
    {
        await Apply("one", """{"replicas":4}""");

        var (code, refused) = await Apply("two", """{"replicas":5}""");

        code.ShouldBe(409);
        var cause = refused["details"].Items("causes").Single();
        cause.Text("reason").ShouldBe("FieldManagerConflict");
        cause.Text("field").ShouldBe(".spec.replicas");
        cause.Text("message").ShouldBe("conflict with \"one\" using example.com/v1");
        var (_, taken) = await Apply("two", """{"replicas":5}""", force: true);
        taken.Integer("spec", "replicas").ShouldBe(5);
        ManagersOf(taken, "f:replicas").ShouldBe(["two"]);
    }

    [Fact]
    public async Task TheSameValueIsSharedWithoutConflict()
    {
        await Apply("one", """{"replicas":4}""");

        var (code, result) = await Apply("two", """{"replicas":4}""");

        code.ShouldBe(200);
        ManagersOf(result, "f:replicas").ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task APatchTakesOwnershipSoThatTheApplierConflictsLater()
    {
        await Apply("one", """{"replicas":4}""");
        await _client.PatchAsync(Path + "?fieldManager=hand", "application/merge-patch+json", """{"spec":{"replicas":6}}""");

        var (code, refused) = await Apply("one", """{"replicas":4}""");

        code.ShouldBe(409);
        refused.Text("message")!.ShouldContain("conflict with \"hand\"");
    }

    [Fact]
    public async Task StatusIsAppliedApartFromSpec()
    {
        await Apply("one", """{"replicas":4}""");

        var (code, result) = await _client.ApplyAsync(
            Path + "/status", "controller", """{"apiVersion":"example.com/v1","kind":"Cache","spec":{"replicas":9},"status":{"phase":"Ready","conditions":[{"type":"Ready","status":"True"}]}}""", force: true);

        code.ShouldBe(200);
        result.Integer("spec", "replicas").ShouldBe(4);
        result.Text("status", "phase").ShouldBe("Ready");
        result.Integer("metadata", "generation").ShouldBe(1);
        var (_, twice) = await _client.ApplyAsync(
            Path + "/status", "controller", """{"apiVersion":"example.com/v1","kind":"Cache","status":{"phase":"Ready","conditions":[{"type":"Ready","status":"True"}]}}""", force: true);
        twice.ResourceVersion().ShouldBe(result.ResourceVersion());
    }

    [Fact]
    public async Task BuiltInListsMergeByTheirKeys()
    {
        const string first = """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"a":"1"},"ports":[{"name":"x","port":80}]}}""";
        await _client.ApplyAsync(ServicePath, "one", first);
        var (_, again) = await _client.ApplyAsync(ServicePath, "one", first);
        var (_, both) = await _client.ApplyAsync(
            ServicePath, "two", """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","labels":{"l":"1"}},"spec":{"ports":[{"name":"y","port":81,"protocol":"TCP"}]}}""");

        again.At("spec", "clusterIP").ShouldNotBeNull();
        both.Items("spec", "ports").Select(port => port.Integer("port")).ShouldBe([80, 81], ignoreOrder: true);
        both.Text("spec", "clusterIP").ShouldBe(again.Text("spec", "clusterIP"));
    }

    [Fact]
    public async Task LabelsOfTwoManagersStay()
    {
        await _client.ApplyAsync(Path, "one", Body("{}", """, "labels": { "a": "1" }"""));
        await _client.PatchAsync(Path, "application/merge-patch+json", """{"metadata":{"labels":{"role":"master"}}}""");

        var (_, result) = await _client.ApplyAsync(Path, "one", Body("{}", """, "labels": { "a": "2" }"""));

        result.At("metadata", "labels")!.ToJsonString().ShouldBe("""{"a":"2","role":"master"}""");
    }

    [Fact]
    public async Task AnApplyWithoutAManagerIsRefused()
    {
        var (code, refused) = await _client.PatchAsync(Path, "application/apply-patch+yaml", Body("{}"));

        code.ShouldBe(422);
        refused.Text("message")!.ShouldContain("fieldManager");
    }

    [Fact]
    public async Task YamlIsAppliedToo()
    {
        var (code, result) = await _client.ApplyAsync(Path, "one", "apiVersion: example.com/v1\nkind: Cache\nmetadata:\n  name: a\nspec:\n  replicas: 5\n  image: 'redis:7.2'\n");

        code.ShouldBe(201);
        result.Integer("spec", "replicas").ShouldBe(5);
    }

    private static string Body(string spec, string metadata = "") =>
        $$"""{"apiVersion":"example.com/v1","kind":"Cache","metadata":{"name":"a"{{metadata}}},"spec":{{spec}}}""";

    private static IEnumerable<string> ManagersOf(JsonObject obj, string field) => obj.Items("metadata", "managedFields")
        .Where(entry => entry.At("fieldsV1", "f:spec", field) is not null).Select(entry => entry.Text("manager")!).Order(StringComparer.Ordinal);

    private Task<(int Code, JsonObject Body)> Apply(string manager, string spec, bool force = false) => _client.ApplyAsync(Path, manager, Body(spec), force);
}
