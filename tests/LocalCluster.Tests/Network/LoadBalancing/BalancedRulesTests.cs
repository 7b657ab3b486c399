using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network;

namespace RedisOperator.LocalCluster.Tests.Network.LoadBalancing;

/// <summary>What a machine does with packets for an address that a load balancer has assigned.</summary>
public sealed class BalancedRulesTests
{
    private const string Map = "172.30.0.200 . tcp . 6379 : goto from-outside-0";

    private static readonly Machine One = new("/ns", "172.30.0.11", "node-1");
    private static readonly Machine Two = new("/ns", "172.30.0.12", "node-2");
    private static readonly Machine Outside = new(null, "172.30.0.1");

    [Fact]
    public void WithPolicyLocalANodeTakesWhatItHasEndpointsForAndKeepsTheClientsAddress()
    {
        var chain = Chain(Text(One, "Local", ("10.244.1.2", "node-1"), ("10.244.2.2", "node-2")));

        chain.ShouldBe(
        [
            "ip saddr 10.244.0.0/16 goto service-0",
            "fib saddr type local meta mark set meta mark or 0x4000 goto service-0",
            "meta l4proto tcp dnat ip to numgen random mod 1 map { 0 : 10.244.1.2 . 6379 }",
        ]);
    }

    [Fact]
    public void WithPolicyLocalANodeWithoutEndpointsIsSilent() =>
        Chain(Text(Two, "Local", ("10.244.1.2", "node-1"))).ShouldBe(
        [
            "ip saddr 10.244.0.0/16 goto service-0",
            "fib saddr type local meta mark set meta mark or 0x4000 goto service-0",
            "meta mark set meta mark or 0x8000",
        ]);

    [Fact]
    public void WithPolicyClusterEveryNodeTakesItToAnyEndpointUnderItsOwnAddress()
    {
        var text = Text(Two, "Cluster", ("10.244.1.2", "node-1"));

        Chain(text).ShouldBe(["meta mark set meta mark or 0x4000", "goto service-0"]);
        text.ShouldContain(Map);
    }

    [Fact]
    public void AMachineThatIsNoNodeLeavesTheAddressToWhoeverAnnouncesIt()
    {
        Text(One, "Local", ("10.244.1.2", "node-1")).ShouldContain(Map);
        Text(Outside, "Local", ("10.244.1.2", "node-1")).ShouldNotContain("172.30.0.200");
    }

    [Fact]
    public void WithoutAnyEndpointTheAddressIsRefused()
    {
        var text = Text(One, "Local");

        text.ShouldContain("elements = { 172.30.0.200 . tcp . 6379 }");
        text.ShouldNotContain(Map);
    }

    [Fact]
    public void WhatIsNoAddressAndAnAddressThatTwoServicesHaveDoNotSpoilTheRules()
    {
        var other = (JsonObject)Service("Local").DeepClone();
        other["metadata"]!["name"] = "other";
        other["spec"]!["clusterIP"] = "10.96.0.51";
        var hostile = Service("Local");
        hostile["status"]!["loadBalancer"]!["ingress"]![0]!["ip"] = "1.1.1.1 } ; flush ruleset ; {";

        var text = ServiceRules.Text(ServiceView.Of([Service("Local"), other], [Slice("vip", ("10.244.1.2", "node-1")), Slice("other", ("10.244.1.2", "node-1"))]), One);

        text.Split("172.30.0.200").Length.ShouldBe(2);
        ServiceRules.Text(ServiceView.Of([hostile], [Slice("vip", ("10.244.1.2", "node-1"))]), One).ShouldNotContain("flush");
    }

    [Fact]
    public void AnAddressOfAServiceThatIsOfAnotherTypeByNowIsNobodys()
    {
        var service = Service("Local");
        service["spec"]!["type"] = "ClusterIP";

        ServiceRules.Text(ServiceView.Of([service], [Slice("vip", ("10.244.1.2", "node-1"))]), One).ShouldNotContain("172.30.0.200");
    }

    private static string Text(Machine machine, string policy, params (string Address, string Node)[] endpoints) =>
        ServiceRules.Text(ServiceView.Of([Service(policy)], [Slice("vip", endpoints)]), machine);

    private static string[] Chain(string text) =>
        text.Split("chain from-outside-0 {\n")[1].Split("  }")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static JsonObject Service(string policy) => JsonNode.Parse($$"""
        {"metadata":{"name":"vip","namespace":"a"},
         "spec":{"type":"LoadBalancer","externalTrafficPolicy":"{{policy}}","clusterIP":"10.96.0.50","ports":[{"name":"redis","port":6379,"protocol":"TCP"}]},
         "status":{"loadBalancer":{"ingress":[{"ip":"172.30.0.200"}]} } }
        """)!.AsObject();

    private static JsonObject Slice(string service, params (string Address, string Node)[] endpoints)
    {
        var slice = JsonNode.Parse($$"""
            {"metadata":{"name":"{{service}}-1","namespace":"a","labels":{"kubernetes.io/service-name":"{{service}}"} },"addressType":"IPv4","ports":[{"name":"redis","port":6379,"protocol":"TCP"}]}
            """)!.AsObject();
        slice["endpoints"] = new JsonArray([.. endpoints.Select(endpoint => (JsonNode)new JsonObject { ["addresses"] = new JsonArray(endpoint.Address), ["nodeName"] = endpoint.Node })]);
        return slice;
    }
}
