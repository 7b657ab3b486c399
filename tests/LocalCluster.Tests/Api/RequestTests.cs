using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

public sealed class RequestTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(new CannedStreams());
        _cluster.CreateDefinition();
        _client = _cluster.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task AnUnknownTokenIsUnauthorized()
    {
        using var stranger = _cluster.Client("nobody");

        (await stranger.GetAsync("api/v1/pods")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task AServiceAccountMayDoWhatItsRoleSaysAndNoMore()
    {
        _cluster.Registry.Create(KnownTypes.Roles, "default", Parse(
            """{"metadata":{"name":"r"},"rules":[{"apiGroups":[""],"resources":["configmaps"],"verbs":["get","list"]},{"apiGroups":[""],"resources":["secrets"],"resourceNames":["mine"],"verbs":["get"]}]}"""));
        _cluster.Registry.Create(KnownTypes.RoleBindings, "default", Parse(
            """{"metadata":{"name":"r"},"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"default","namespace":"default"}]}"""));
        var token = _cluster.Registry.Tokens.Issue("default", "default", TimeSpan.FromHours(1));
        using var robot = _cluster.Client(token.Token);

        (await robot.GetAsync("api/v1/namespaces/default/configmaps")).Code.ShouldBe(200);
        (await robot.GetAsync("api/v1/namespaces/default/secrets/mine")).Code.ShouldBe(404);
        (await robot.GetAsync("apis")).Code.ShouldBe(200);
        var (code, refused) = await robot.GetAsync("api/v1/namespaces/default/pods/x/log");
        code.ShouldBe(403);
        refused.Text("message").ShouldBe(
            "pods \"x\" is forbidden: User \"system:serviceaccount:default:default\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"default\"");
        (await robot.GetAsync("api/v1/configmaps")).Body.Text("message").ShouldBe(
            "configmaps is forbidden: User \"system:serviceaccount:default:default\" cannot list resource \"configmaps\" in API group \"\" at the cluster scope");
        (await robot.PostAsync("local-cluster/faults", new JsonObject { ["action"] = "kill", ["pod"] = "p" })).Code.ShouldBe(403);
    }

    [Fact]
    public async Task ATokenEndsWithItsTime()
    {
        var token = _cluster.Registry.Tokens.Issue("default", "default", TimeSpan.FromSeconds(-1));
        using var late = _cluster.Client(token.Token);

        (await late.GetAsync("version")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task ADryRunStoresNothing()
    {
        (await _client.PostAsync($"{Example.Collection}?dryRun=All", Example.Cache("a"))).Code.ShouldBe(201);

        _cluster.Registry.Get(Example.Caches.Key("default", "a")).ShouldBeNull();
    }

    [Fact]
    public async Task AStalePutIsAConflict()
    {
        var (_, created) = await _client.PostAsync(Example.Collection, Example.Cache("a"));
        await _client.PatchAsync(Example.Collection + "/a", "application/merge-patch+json", """{"spec":{"replicas":5}}""");

        (await _client.PutAsync(Example.Collection + "/a", created)).Code.ShouldBe(409);
        (await _client.PatchAsync(Example.Collection + "/a", "application/merge-patch+json", new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = created.ResourceVersion() },
            ["spec"] = new JsonObject { ["replicas"] = 6 },
        }.ToJsonString())).Code.ShouldBe(409);
        (await _client.PatchAsync(Example.Collection + "/a", "application/strategic-merge-patch+json", "{}")).Code.ShouldBe(415);
    }

    [Fact]
    public async Task ScaleReadsAndWritesTheNamedPaths()
    {
        await _client.PostAsync(Example.Collection, Example.Cache("a"));
        await _client.PatchAsync(Example.Collection + "/a/status", "application/merge-patch+json", """{"status":{"replicas":2,"selector":"app=a"}}""");

        var (_, scale) = await _client.PatchAsync(Example.Collection + "/a/scale", "application/merge-patch+json", """{"spec":{"replicas":4}}""");

        scale.Text("kind").ShouldBe("Scale");
        scale.Integer("spec", "replicas").ShouldBe(4);
        scale.Integer("status", "replicas").ShouldBe(2);
        scale.Text("status", "selector").ShouldBe("app=a");
    }

    [Fact]
    public async Task AnEvictionUsesUpWhatTheBudgetAllows()
    {
        foreach (var name in (string[])["p0", "p1"])
        {
            _cluster.Registry.Create(KnownTypes.Pods, "default", Parse(
                $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{"app":"x"}},"spec":{"nodeName":"node-1","containers":[{"name":"c","image":"i:1"}]}}"""));
            _cluster.Registry.UpdateStatus(KnownTypes.Pods.Key("default", name), obj =>
            {
                obj["status"]!["phase"] = "Running";
                return obj;
            });
        }

        _cluster.Registry.Create(KnownTypes.PodDisruptionBudgets, "default", Parse("""{"metadata":{"name":"b"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"x"}}}}"""));
        _cluster.Registry.UpdateStatus(KnownTypes.PodDisruptionBudgets.Key("default", "b"), obj =>
        {
            obj["status"] = new JsonObject { ["disruptionsAllowed"] = 1, ["observedGeneration"] = 1 };
            return obj;
        });
        var eviction = Parse("""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"}}""");

        (await _client.PostAsync("api/v1/namespaces/default/pods/p0/eviction", eviction)).Code.ShouldBe(201);
        (await _client.PostAsync("api/v1/namespaces/default/pods/p1/eviction", eviction)).Code.ShouldBe(429);
        _cluster.Registry.Get(KnownTypes.Pods.Key("default", "p0"))!.IsDeleting().ShouldBeTrue();
        _cluster.Registry.Get(KnownTypes.Pods.Key("default", "p1"))!.IsDeleting().ShouldBeFalse();
    }

    [Fact]
    public async Task LogsComeFromTheNodesAndFaultsGoToThem()
    {
        _cluster.Registry.Create(KnownTypes.Pods, "default", Parse("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i:1"}]}}"""));

        (await _client.GetAsync("api/v1/namespaces/default/pods/p/log?container=c&tailLines=2")).Body.Text("text").ShouldBe("c 2\n");
        (await _client.GetAsync("api/v1/namespaces/default/pods/p/log?container=d")).Code.ShouldBe(400);
        var (code, answer) = await _client.PostAsync("local-cluster/faults", new JsonObject { ["action"] = "kill", ["namespace"] = "default", ["pod"] = "p", ["container"] = "c" });
        code.ShouldBe(200);
        answer.Text("at").ShouldBe("1970-01-01T00:00:00.000000Z");
    }

    [Fact]
    public async Task ReviewsAnswerForTheOneWhoAsks()
    {
        var token = _cluster.Registry.Tokens.Issue("default", "default", TimeSpan.FromHours(1));
        using var robot = _cluster.Client(token.Token);
        var review = Parse("""{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"get","resource":"pods","namespace":"default"}}}""");

        (await robot.PostAsync("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)).Body.Flag("status", "allowed").ShouldBe(false);
        (await _client.PostAsync("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)).Body.Flag("status", "allowed").ShouldBe(true);
    }

    [Fact]
    public async Task PlainDiscoveryIsServedBesideTheAggregatedForm()
    {
        (await _client.GetAsync("api/v1")).Body.Items("resources").Select(resource => resource.Text("name")).ShouldContain("pods/eviction");
        (await _client.GetAsync("apis")).Body.Items("groups").Select(group => group.Text("name")).ShouldContain("example.com");
        (await _client.GetAsync("apis/example.com/v1")).Body.Items("resources").Select(resource => resource.Text("name")).ShouldBe(["caches", "caches/status", "caches/scale"]);
        (await _client.GetAsync("apis/nothing.example.com/v1/things")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task TheOpenApiHashFollowsTheDefinition()
    {
        var before = (await _client.GetAsync("openapi/v3")).Body.Text("paths", "apis/example.com/v1", "serverRelativeURL");
        _cluster.Registry.Update(KnownTypes.CustomResourceDefinitions.Key(null, "caches.example.com"), obj =>
        {
            obj["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["description"] = "Other words.";
            return obj;
        });

        (await _client.GetAsync("openapi/v3")).Body.Text("paths", "apis/example.com/v1", "serverRelativeURL").ShouldNotBe(before);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private sealed class CannedStreams : IPodStreams
    {
        public Task<Stream> LogsAsync(string ns, string pod, string? container, LogOptions options, CancellationToken cancellationToken) =>
            Task.FromResult<Stream>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{container} {options.TailLines}\n")));

        public Task<IExecSession> ExecAsync(string ns, string pod, string? container, ExecOptions options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IExecSession> AttachAsync(string ns, string pod, string? container, bool withInput, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Stream> ConnectAsync(string ns, string pod, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<FaultAnswer> FaultAsync(FaultRequest request, CancellationToken cancellationToken) => Task.FromResult(new FaultAnswer(DateTimeOffset.UnixEpoch));
    }
}
