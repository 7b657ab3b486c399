using System.Net;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Network.LoadBalancing;

/// <summary>The address that a Service asks for, read as MetalLB reads it. Pure.</summary>
/// <param name="Address">Null: any.</param>
/// <param name="Problem">Why what it asks for can be no address; null when it can.</param>
internal sealed record AddressRequest(string? Address, string? Problem)
{
    public const string Annotation = "metallb.io/loadBalancerIPs";
    private const string EarlierAnnotation = "metallb.universe.tf/loadBalancerIPs";

    public static AddressRequest Of(JsonObject service)
    {
        var annotation = service.Annotation(Annotation) ?? service.Annotation(EarlierAnnotation);
        var field = service.Text("spec", "loadBalancerIP");
        return (annotation, field) switch
        {
            (null or "", null or "") => new(null, null),
            ({ Length: > 0 }, { Length: > 0 }) => new(null, $"service can not have both {Annotation} and svc.Spec.LoadBalancerIP"),
            ({ Length: > 0 }, _) => Read(annotation, Annotation),
            _ => Read(field!, "spec.loadBalancerIP"),
        };
    }

    private static AddressRequest Read(string text, string where) =>
        IPAddress.TryParse(text.Trim(), out var address) ? new(address.ToString(), null) : new(null, $"invalid {where} \"{text}\"");
}
