using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network;

namespace RedisOperator.LocalCluster.Tests.Network;

public sealed class ServiceRulesTests
{
    private static readonly Machine Outer = new(null, "172.30.0.1");

    private static readonly JsonObject Service = Parse("""
        {"metadata":{"name":"vip","namespace":"a"},"spec":{"clusterIP":"10.96.0.50","ports":[{"name":"redis","port":6379,"protocol":"TCP","nodePort":30001}]}}
        """);

    [Fact]
    public void AllSlicesOfAServiceCountWhoeverWroteThem()
    {
        var ports = ServiceView.Of([Service], [Slice("one", "10.244.1.2"), Slice("two", "10.244.2.2"), Slice("two", "10.244.2.2")]);

        ports.ShouldHaveSingleItem().Endpoints.ShouldBe([new("10.244.1.2", 6379), new("10.244.2.2", 6379)]);
    }

    [Fact]
    public void AnEndpointWithoutConditionsIsReadyAndOneThatIsNotReadyIsLeftOut()
    {
        var ports = ServiceView.Of([Service], [Slice("one", "10.244.1.2"), Slice("two", "10.244.2.2", """{"ready":false}""")]);

        ports.ShouldHaveSingleItem().Endpoints.ShouldBe([new("10.244.1.2", 6379)]);
    }

    [Fact]
    public void WhenNoneIsReadyThoseThatStillServeWhileEndingAreUsed()
    {
        var ending = """{"ready":false,"serving":true,"terminating":true}""";

        ServiceView.Of([Service], [Slice("one", "10.244.1.2", ending)]).ShouldHaveSingleItem().Endpoints.ShouldBe([new("10.244.1.2", 6379)]);
        ServiceView.Of([Service], [Slice("one", "10.244.1.2", ending), Slice("two", "10.244.2.2")]).ShouldHaveSingleItem().Endpoints.ShouldBe([new("10.244.2.2", 6379)]);
    }

    [Fact]
    public void SlicesOfAnotherNamespaceOrPortNameAreNotMixedIn()
    {
        var elsewhere = Slice("one", "10.244.1.2");
        elsewhere["metadata"]!["namespace"] = "b";
        var otherPort = Slice("two", "10.244.2.2");
        otherPort["ports"]![0]!["name"] = "sentinel";

        ServiceView.Of([Service], [elsewhere, otherPort]).ShouldHaveSingleItem().Endpoints.ShouldBeEmpty();
    }

    [Fact]
    public void HeadlessServicesHaveNoRules()
    {
        var headless = (JsonObject)Service.DeepClone();
        headless["spec"]!["clusterIP"] = "None";

        ServiceView.Of([headless], [Slice("one", "10.244.1.2")]).ShouldBeEmpty();
    }

    [Fact]
    public void AnEndpointThatIsNoAddressNeverReachesTheRules()
    {
        var text = ServiceRules.Text(ServiceView.Of([Service], [Slice("one", "1.1.1.1 } ; flush ruleset ; {"), Slice("two", "10.244.2.2")]), Outer);

        text.ShouldNotContain("flush");
        text.ShouldContain("dnat ip to numgen random mod 1 map { 0 : 10.244.2.2 . 6379 }");
    }

    [Fact]
    public void AServiceWithoutEndpointsIsInNoMapAndSoRefused()
    {
        var text = ServiceRules.Text(ServiceView.Of([Service], []), Outer);

        text.ShouldNotContain("10.96.0.50");
        text.ShouldContain("ip daddr 10.96.0.0/16 meta l4proto tcp reject with tcp reset");
    }

    private static JsonObject Slice(string name, string address, string conditions = "{}") => Parse($$"""
        {"metadata":{"name":"{{name}}","namespace":"a","labels":{"kubernetes.io/service-name":"vip"} },"addressType":"IPv4",
         "ports":[{"name":"redis","port":6379,"protocol":"TCP"}],"endpoints":[{"addresses":["{{address}}"],"conditions":{{conditions}} }]}
        """);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
