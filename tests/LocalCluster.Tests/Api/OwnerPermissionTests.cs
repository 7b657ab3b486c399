using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

/// <summary>Whose an object is may not be written by everybody who may write the object.</summary>
public sealed class OwnerPermissionTests : IAsyncLifetime
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        _cluster.Registry.Create(KnownTypes.RoleBindings, "default", Parse(
            """{"metadata":{"name":"r"},"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"default","namespace":"default"}]}"""));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Blocking_an_owners_deletion_needs_the_owners_finalizers()
    {
        using var robot = Robot("""{"apiGroups":[""],"resources":["configmaps"],"verbs":["create"]}""");
        var (code, refused) = await robot.PostAsync(ConfigMaps, Owned("one", blocks: true));
        code.ShouldBe(403);
        refused["message"]!.GetValue<string>().ShouldContain("cannot set blockOwnerDeletion");
        (await robot.PostAsync(ConfigMaps, Owned("two", blocks: false))).Code.ShouldBe(201);
    }

    [Fact]
    public async Task With_the_right_to_the_finalizers_it_may()
    {
        using var robot = Robot("""{"apiGroups":[""],"resources":["configmaps"],"verbs":["create"]},{"apiGroups":[""],"resources":["secrets/finalizers"],"verbs":["update"]}""");
        (await robot.PostAsync(ConfigMaps, Owned("one", blocks: true))).Code.ShouldBe(201);
    }

    [Fact]
    public async Task Changing_the_owners_of_what_is_there_needs_the_right_to_delete_it()
    {
        using var admin = _cluster.Client();
        await admin.PostAsync(ConfigMaps, Parse("""{"metadata":{"name":"one"}}"""));
        const string Own = """{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Secret","name":"owner","uid":"u"}]}}""";

        using (var robot = Robot("""{"apiGroups":[""],"resources":["configmaps"],"verbs":["patch"]}"""))
        {
            (await robot.PatchAsync($"{ConfigMaps}/one", "application/merge-patch+json", Own)).Code.ShouldBe(403);
            (await robot.PatchAsync($"{ConfigMaps}/one", "application/merge-patch+json", """{"data":{"a":"b"}}""")).Code.ShouldBe(200);
        }

        using var stronger = Robot("""{"apiGroups":[""],"resources":["configmaps"],"verbs":["patch","delete"]}""");
        (await stronger.PatchAsync($"{ConfigMaps}/one", "application/merge-patch+json", Own)).Code.ShouldBe(200);
    }

    private ApiClient Robot(string rules)
    {
        var role = KnownTypes.Roles.Key("default", "r");
        if (_cluster.Registry.Get(role) is null)
        {
            _cluster.Registry.Create(KnownTypes.Roles, "default", Parse("""{"metadata":{"name":"r"},"rules":[]}"""));
        }

        _cluster.Registry.Update(role, current =>
        {
            current["rules"] = JsonNode.Parse($"[{rules}]");
            return current;
        });
        return _cluster.Client(_cluster.Registry.Tokens.Issue("default", "default", TimeSpan.FromHours(1)).Token);
    }

    private static JsonObject Owned(string name, bool blocks) => Parse(
        $$"""{"metadata":{"name":"{{name}}","ownerReferences":[{"apiVersion":"v1","kind":"Secret","name":"owner","uid":"u","blockOwnerDeletion":{{(blocks ? "true" : "false")}} }] } }""");

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
