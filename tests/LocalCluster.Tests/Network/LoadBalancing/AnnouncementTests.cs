using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network.LoadBalancing;

namespace RedisOperator.LocalCluster.Tests.Network.LoadBalancing;

public sealed class AnnouncementTests
{
    private const string Address = "172.30.0.200";

    private static readonly JsonObject[] Nodes = [Node("node-1"), Node("node-2"), Node("node-3")];

    [Fact]
    public void WithPolicyLocalTheNodeWithTheEndpointAnnounces()
    {
        Of("Local", Endpoint("node-2")).ShouldBe("node-2");
        Of("Local", Endpoint("node-3")).ShouldBe("node-3");
    }

    [Fact]
    public void AnEndpointThatIsNotReadyCountsOnlyWhileItStillServes()
    {
        Of("Local", Endpoint("node-2", ready: false)).ShouldBeNull();
        Of("Local", Endpoint("node-2", ready: false, serving: true)).ShouldBe("node-2");
    }

    [Fact]
    public void NobodyAnnouncesWhatNobodyServes()
    {
        Of("Local").ShouldBeNull();
        Of("Cluster").ShouldBeNull();
    }

    [Fact]
    public void OfSeveralOneAnnouncesAndItStaysThatOneWhenAnotherGoes()
    {
        var all = new[] { Endpoint("node-1"), Endpoint("node-2"), Endpoint("node-3") };
        var first = Of("Local", all).ShouldNotBeNull();

        foreach (var other in all.Where(endpoint => endpoint["nodeName"]!.ToString() != first))
        {
            Of("Local", [.. all.Where(endpoint => endpoint != other)]).ShouldBe(first);
        }
    }

    [Fact]
    public void ANodeThatIsNotReadyLeavesItToAnotherOne()
    {
        JsonObject[] endpoints = [Endpoint("node-1"), Endpoint("node-2")];
        var first = Of("Local", endpoints)!;
        var nodes = Nodes.Select(node => node["metadata"]!["name"]!.ToString() == first ? Node(first, ready: false) : node);

        Announcement.NodeOf(Service("Local"), [Slice(endpoints)], nodes, Address).ShouldBe(first == "node-1" ? "node-2" : "node-1");
    }

    [Fact]
    public void WithPolicyClusterAnyReadyNodeMayAndAddressesAreSpread() =>
        Enumerable.Range(200, 50).Select(host => Announcement.NodeOf(Service("Cluster"), [Slice(Endpoint("node-1"))], Nodes, $"172.30.0.{host}")).Distinct().Count().ShouldBe(3);

    private static string? Of(string policy, params JsonObject[] endpoints) => Announcement.NodeOf(Service(policy), [Slice(endpoints)], Nodes, Address);

    private static JsonObject Service(string policy) => new() { ["spec"] = new JsonObject { ["type"] = "LoadBalancer", ["externalTrafficPolicy"] = policy } };

    private static JsonObject Slice(params JsonObject[] endpoints) => new() { ["endpoints"] = new JsonArray([.. endpoints.Select(endpoint => endpoint.DeepClone())]) };

    private static JsonObject Endpoint(string node, bool ready = true, bool? serving = null) =>
        new() { ["nodeName"] = node, ["conditions"] = new JsonObject { ["ready"] = ready, ["serving"] = serving ?? ready } };

    private static JsonObject Node(string name, bool ready = true) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = ready ? "True" : "Unknown" }) },
    };
}
