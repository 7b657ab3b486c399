using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Controllers;

public sealed class LoadBalancerControllerTests : IDisposable
{
    private readonly RunningControllers _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task AddressesAreGivenOutOneAfterTheOtherAndSaidInAnEvent()
    {
        Create("one");
        await AddressAsync("one", "172.30.0.200");
        Create("two");
        await AddressAsync("two", "172.30.0.201");

        await SaysAsync("two", "IPAllocated", "Assigned IP [\"172.30.0.201\"]");
        _cluster.Get(KnownTypes.Services, "two")!.Annotation("metallb.io/ip-allocated-from-pool").ShouldBe("lan");
    }

    [Fact]
    public async Task OneThatIsAskedForIsGivenAndChangedWithTheRequest()
    {
        Create("one", "172.30.0.220");
        await AddressAsync("one", "172.30.0.220");

        Change("one", spec => spec["loadBalancerIP"] = "172.30.0.221");

        await AddressAsync("one", "172.30.0.221");
    }

    [Theory]
    [InlineData("192.0.2.1", "Failed to allocate IP for \"default/one\": [\"192.0.2.1\"] is not allowed in config")]
    [InlineData("172.30.0.11", "Failed to allocate IP for \"default/one\": [\"172.30.0.11\"] is not allowed in config")]
    [InlineData("nine", "Failed to allocate IP for \"default/one\": invalid spec.loadBalancerIP \"nine\"")]
    public async Task WhatIsNotInThePoolIsRefusedByAnEvent(string asked, string message)
    {
        Create("one", asked);

        await SaysAsync("one", "AllocationFailed", message);
        Address("one").ShouldBeNull();
    }

    [Fact]
    public async Task WhatAnotherOneHasIsRefusedUntilThatGivesItBack()
    {
        Create("one", "172.30.0.210");
        await AddressAsync("one", "172.30.0.210");
        Create("two", "172.30.0.210");
        await SaysAsync("two", "AllocationFailed", "Failed to allocate IP for \"default/two\": address also in use by default/one");

        Change("one", spec => spec["type"] = "ClusterIP");

        await AddressAsync("one", null);
        await AddressAsync("two", "172.30.0.210");
    }

    [Fact]
    public async Task AServiceOfAnotherClassIsSomebodyElses()
    {
        Create("one", more: ", \"loadBalancerClass\": \"example.com/other\"");
        Create("two", more: ", \"loadBalancerClass\": \"local-cluster/layer2\"");
        await AddressAsync("two", "172.30.0.200");

        Address("one").ShouldBeNull();
    }

    [Fact]
    public async Task BackToClusterIPItLosesTheAddressAndAllThatBelongedToItsTypeAndKeepsItsClusterIP()
    {
        Create("one", more: ", \"loadBalancerClass\": \"local-cluster/layer2\"");
        await AddressAsync("one", "172.30.0.200");
        var before = _cluster.Get(KnownTypes.Services, "one")!.Text("spec", "clusterIP");

        Change("one", spec => spec["type"] = "ClusterIP");

        await AddressAsync("one", null);
        var service = _cluster.Get(KnownTypes.Services, "one")!;
        service.Text("spec", "clusterIP").ShouldBe(before);
        service.Spec()!.Select(member => member.Key).ShouldBe(["clusterIP", "clusterIPs", "internalTrafficPolicy", "ipFamilies", "ipFamilyPolicy", "ports", "sessionAffinity", "type"], ignoreOrder: true);
        await RunningControllers.EventuallyAsync(() => _cluster.Get(KnownTypes.Services, "one")!.Annotation("metallb.io/ip-allocated-from-pool") is null);
    }

    [Fact]
    public void AClassCannotBeChangedNorGivenToAServiceOfAnotherType()
    {
        Create("one", more: ", \"loadBalancerClass\": \"a\"");

        Should.Throw<StatusException>(() => Change("one", spec => spec["loadBalancerClass"] = "b")).Message
            .ShouldBe("Service \"one\" is invalid: spec.loadBalancerClass: Invalid value: \"b\": may not change once set");
        Should.Throw<StatusException>(() => Create("two", more: ", \"type\": \"ClusterIP\", \"externalTrafficPolicy\": \"Local\"")).Message
            .ShouldContain("spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services");
        Should.Throw<StatusException>(() => Create("three", more: ", \"type\": \"ClusterIP\", \"loadBalancerClass\": \"a\"")).Message
            .ShouldContain("spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'");
    }

    private void Create(string name, string? asked = null, string more = "")
    {
        var spec = JsonNode.Parse($$"""{"ports": [{"port": 6379}]{{more}} }""")!.AsObject();
        spec["type"] ??= "LoadBalancer";
        if (asked is not null)
        {
            spec["loadBalancerIP"] = asked;
        }

        _cluster.Registry.Create(KnownTypes.Services, "default", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec });
    }

    private string? Address(string name) => _cluster.Get(KnownTypes.Services, name).Items("status", "loadBalancer", "ingress").FirstOrDefault().Text("ip");

    private Task AddressAsync(string name, string? address) => RunningControllers.EventuallyAsync(() => Address(name) == address);

    private Task SaysAsync(string service, string reason, string message) => RunningControllers.EventuallyAsync(() => _cluster.Registry.List(KnownTypes.Events, "default").Items
        .Any(one => one.Text("involvedObject", "kind") == "Service" && one.Text("involvedObject", "name") == service && one.Text("reason") == reason && one.Text("message") == message));

    private void Change(string name, Action<JsonObject> change) => _cluster.Registry.Update(KnownTypes.Services.Key("default", name), copy =>
    {
        change(copy.Spec()!);
        return copy;
    });
}
