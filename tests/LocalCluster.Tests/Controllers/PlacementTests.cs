using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Controllers.Scheduling;

namespace RedisOperator.LocalCluster.Tests.Controllers;

public sealed class PlacementTests
{
    private static readonly string[] Plain = ["node-1", "node-2", "node-3"];

    [Fact]
    public void A_pod_goes_where_the_fewest_are() =>
        Find(Pod("new"), Nodes(Plain), Pod("a", "node-1"), Pod("b", "node-2")).Node.ShouldBe("node-3");

    [Fact]
    public void A_cordoned_node_gets_no_pod_that_does_not_tolerate_it()
    {
        JsonObject[] nodes = [Node("node-1", """{"unschedulable":true}""")];

        Find(Pod("new"), nodes).ShouldBe((null, "0/1 nodes are available: 1 node(s) were unschedulable."));
        Find(Pod("new", spec: """{"tolerations":[{"key":"node.kubernetes.io/unschedulable","operator":"Exists"}]}"""), nodes).Node.ShouldBe("node-1");
    }

    [Theory]
    [InlineData("""{"key":"a","operator":"Equal","value":"b","effect":"NoSchedule"}""", true)]
    [InlineData("""{"key":"a","operator":"Exists"}""", true)]
    [InlineData("""{"operator":"Exists"}""", true)]
    [InlineData("""{"key":"a","value":"c","effect":"NoSchedule"}""", false)]
    [InlineData("""{"key":"a","operator":"Exists","effect":"NoExecute"}""", false)]
    public void A_taint_is_tolerated_by_key_value_and_effect(string toleration, bool goes)
    {
        JsonObject[] nodes = [Node("node-1", """{"taints":[{"key":"a","value":"b","effect":"NoSchedule"}]}""")];

        var (node, problem) = Find(Pod("new", spec: $$"""{"tolerations":[{{toleration}}]}"""), nodes);

        (node is not null).ShouldBe(goes);
        problem.ShouldBe(goes ? "" : "0/1 nodes are available: 1 node(s) had untolerated taint {a: b}.");
    }

    [Fact]
    public void Required_anti_affinity_holds_in_both_directions()
    {
        const string Apart = """{"affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"x"}}}]}}}""";

        Find(Pod("new", spec: Apart), Nodes("node-1"), Pod("a", "node-1")).Problem.ShouldContain("didn't match pod anti-affinity rules");
        Find(Pod("new"), Nodes("node-1"), Pod("a", "node-1", Apart)).Problem.ShouldContain("didn't satisfy existing pods anti-affinity rules");
        Find(Pod("new", spec: Apart), Nodes("node-1", "node-2"), Pod("a", "node-1")).Node.ShouldBe("node-2");
    }

    [Fact]
    public void Preferred_anti_affinity_only_prefers()
    {
        const string Rather = """{"affinity":{"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":100,"podAffinityTerm":{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"x"}}}}]}}}""";
        JsonObject[] crowd = [Pod("a", "node-1"), Pod("o1", "node-2", labels: "other"), Pod("o2", "node-2", labels: "other")];

        Find(Pod("new", spec: Rather), Nodes("node-1", "node-2"), crowd).Node.ShouldBe("node-2");
        Find(Pod("new", spec: Rather), Nodes("node-1"), crowd[0]).Node.ShouldBe("node-1");
    }

    [Fact]
    public void Spread_keeps_the_difference_small()
    {
        const string Even = """{"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"app":"x"}}}],"nodeSelector":{"kubernetes.io/hostname":"node-1"}}""";

        Find(Pod("new", spec: Even), Nodes("node-1"), Pod("a", "node-1"), Pod("b", "node-1")).Node.ShouldBe("node-1");
        Find(Pod("new", spec: Even.Replace(",\"nodeSelector\":{\"kubernetes.io/hostname\":\"node-1\"}", "", StringComparison.Ordinal)), Nodes("node-1", "node-2"), Pod("a", "node-1")).Node.ShouldBe("node-2");
    }

    [Fact]
    public void A_port_of_the_node_is_given_once()
    {
        const string Port = """{"containers":[{"name":"c","ports":[{"hostPort":6379}]}]}""";

        Find(Pod("new", spec: Port), Nodes("node-1"), Pod("a", "node-1", Port)).Problem.ShouldContain("didn't have free ports");
    }

    private static (string? Node, string Problem) Find(JsonObject pod, JsonObject[] nodes, params JsonObject[] others) => Placement.Find(pod, new ClusterView(nodes, others, []));

    private static JsonObject[] Nodes(params string[] names) => [.. names.Select(name => Node(name))];

    private static JsonObject Node(string name, string spec = "{}") => JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}","labels":{"kubernetes.io/hostname":"{{{name}}}"}},"spec":{{{spec}}}}""")!.AsObject();

    private static JsonObject Pod(string name, string? node = null, string spec = "{}", string labels = "x")
    {
        var pod = JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}","namespace":"default","labels":{"app":"{{{labels}}}"}},"spec":{{{spec}}}}""")!.AsObject();
        pod["spec"]!["nodeName"] = node;
        return pod;
    }
}
