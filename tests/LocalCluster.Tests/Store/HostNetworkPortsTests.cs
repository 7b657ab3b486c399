using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;
using RedisOperator.LocalCluster.Tests.Api;

namespace RedisOperator.LocalCluster.Tests.Store;

public sealed class HostNetworkPortsTests
{
    private readonly Registry _registry = new(TimeProvider.System, new Random(1));

    [Fact]
    public void A_pods_port_is_the_nodes_too()
    {
        var pod = _registry.Create(KnownTypes.Pods, "default", Pod("""{"containerPort":6379}"""));

        pod.Items("spec", "containers").Single().Items("ports").Single().Integer("hostPort").ShouldBe(6379);
    }

    [Fact]
    public void Without_the_nodes_network_it_is_not()
    {
        var given = Pod("""{"containerPort":6379}""");
        given.Spec()!.Remove("hostNetwork");

        _registry.Create(KnownTypes.Pods, "default", given).Items("spec", "containers").Single().Items("ports").Single()["hostPort"].ShouldBeNull();
    }

    [Fact]
    public void Another_port_of_the_node_is_refused()
    {
        var refused = Should.Throw<StatusException>(() => _registry.Create(KnownTypes.Pods, "default", Pod("""{"containerPort":6379,"hostPort":6380}""")));

        refused.Code.ShouldBe(422);
        refused.Message.ShouldBe(
            "Pod \"p\" is invalid: spec.containers[0].ports[0].hostPort: Invalid value: 6380: must match `containerPort` when `hostNetwork` is true");
    }

    [Fact]
    public void In_a_template_too()
    {
        var refused = Should.Throw<StatusException>(() => _registry.Create(KnownTypes.StatefulSets, "default", StatefulSet("""{"containerPort":1,"hostPort":2}""")));

        refused.Message.ShouldContain("spec.template.spec.containers[0].ports[0].hostPort: Invalid value: 2: must match `containerPort` when `hostNetwork` is true");
    }

    [Fact]
    public async Task A_template_keeps_what_was_applied_and_applying_it_again_writes_nothing()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var client = cluster.Client();
        Task<(int Code, JsonObject Body)> Apply() => client.ApplyAsync(
            "apis/apps/v1/namespaces/default/statefulsets/web", "operator", StatefulSet("""{"containerPort":6379}""").ToJsonString());

        var (_, first) = await Apply();
        var (_, second) = await Apply();

        second.ResourceVersion().ShouldBe(first.ResourceVersion());
        first.Items("spec", "template", "spec", "containers").Single().Items("ports").Single()["hostPort"].ShouldBeNull();
    }

    private static JsonObject Pod(string port) => Parse($$"""
        {"metadata":{"name":"p"},"spec":{"hostNetwork":true,"containers":[{"name":"c","image":"redis:7.2","ports":[{{port}}]}]} }
        """);

    private static JsonObject StatefulSet(string port) => Parse($$"""
        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},"spec":{"serviceName":"web","selector":{"matchLabels":{"a":"b"} },
         "template":{"metadata":{"labels":{"a":"b"} },"spec":{{Pod(port)["spec"]!.ToJsonString()}} } } }
        """);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
