using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

/// <summary>An API server on a free port of 127.0.0.1, and clients for it. No nodes: pods stay Pending.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private const string AdminToken = "test-admin";

    private readonly ApiServer _server;

    private TestCluster(Registry registry, ApiServer server)
    {
        Registry = registry;
        _server = server;
    }

    public Registry Registry { get; }

    public Uri Address => new($"https://127.0.0.1:{_server.EndPoints[0].Port}/");

    public static async Task<TestCluster> StartAsync(IPodStreams? pods = null, TimeSpan? bookmarks = null)
    {
        var registry = new Registry(TimeProvider.System, new Random(1));
        var server = new ApiServer(
            registry,
            new ApiServerOptions
            {
                Listeners = [new ApiListener { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }],
                AdminToken = AdminToken,
                Pods = pods,
                BookmarkInterval = bookmarks ?? TimeSpan.FromSeconds(20),
            },
            TimeProvider.System);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new TestCluster(registry, server);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    public ApiClient Client(string token = AdminToken) => new(Address, token, _server.Certificates.Authority);

    public Kubectl Kubectl() => new(Kubeconfig());

    public void CreateDefinition() => Registry.Create(KnownTypes.CustomResourceDefinitions, null, Example.Definition());

    private string Kubeconfig()
    {
        var authority = Convert.ToBase64String(Encoding.ASCII.GetBytes(_server.Certificates.AuthorityPem));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = "test",
            ["clusters"] = new JsonArray(new JsonObject
            {
                ["name"] = "test",
                ["cluster"] = new JsonObject { ["server"] = Address.ToString().TrimEnd('/'), ["certificate-authority-data"] = authority },
            }),
            ["users"] = new JsonArray(new JsonObject { ["name"] = "test", ["user"] = new JsonObject { ["token"] = AdminToken } }),
            ["contexts"] = new JsonArray(new JsonObject { ["name"] = "test", ["context"] = new JsonObject { ["cluster"] = "test", ["user"] = "test" } }),
        }.ToJsonString();
    }
}
