using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Network.LoadBalancing;

namespace RedisOperator.LocalCluster.Tests.Network.LoadBalancing;

public sealed class AddressRequestTests
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("172.30.0.201", null, "172.30.0.201", null)]
    [InlineData(null, "172.30.0.202", "172.30.0.202", null)]
    [InlineData("172.30.0.201", "172.30.0.201", null, "service can not have both metallb.io/loadBalancerIPs and svc.Spec.LoadBalancerIP")]
    [InlineData("nine", null, null, "invalid metallb.io/loadBalancerIPs \"nine\"")]
    [InlineData(null, "172.30.0.0/24", null, "invalid spec.loadBalancerIP \"172.30.0.0/24\"")]
    public void IsReadAsMetalLBReadsIt(string? annotation, string? field, string? address, string? problem)
    {
        var service = new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["metallb.io/loadBalancerIPs"] = annotation } },
            ["spec"] = new JsonObject { ["loadBalancerIP"] = field },
        };

        AddressRequest.Of(service).ShouldBe(new AddressRequest(address, problem));
    }
}
