using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>Fields that only Services of some types have.</summary>
internal static class ServiceTypeRules
{
    private static readonly string[] OfNodePorts = ["externalTrafficPolicy"];
    private static readonly string[] OfLoadBalancers = ["allocateLoadBalancerNodePorts", "loadBalancerClass", "healthCheckNodePort"];

    /// <summary>A Service that is of another type now loses what belonged to the type of before, unless the client says it anew, which is then refused.</summary>
    public static void DropWhatBelongedToAnotherType(JsonObject old, JsonObject service)
    {
        if (service.Spec() is not { } spec || old.Text("spec", "type") == spec.Text("type"))
        {
            return;
        }

        var gone = IsBalanced(service) ? [] : IsOnNodePorts(service) ? OfLoadBalancers : OfLoadBalancers.Concat(OfNodePorts);
        foreach (var name in gone.Where(name => JsonNode.DeepEquals(old.At("spec", name), spec[name])))
        {
            spec.Remove(name);
        }
    }

    public static void Check(JsonObject? old, JsonObject service, List<FieldProblem> problems)
    {
        if (!IsOnNodePorts(service) && service.Text("spec", "externalTrafficPolicy") is { Length: > 0 } policy)
        {
            problems.Add(FieldProblem.Invalid("spec.externalTrafficPolicy", $"\"{policy}\"", "may only be set for externally-accessible services"));
        }

        var ofBalancer = service.Text("spec", "loadBalancerClass");
        if (!IsBalanced(service))
        {
            if (ofBalancer is not null)
            {
                problems.Add(FieldProblem.Forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'"));
            }
        }
        else if (old is not null && IsBalanced(old) && old.Text("spec", "loadBalancerClass") != ofBalancer)
        {
            problems.Add(FieldProblem.Invalid("spec.loadBalancerClass", ofBalancer is null ? "null" : $"\"{ofBalancer}\"", "may not change once set"));
        }
    }

    private static bool IsBalanced(JsonObject service) => service.Text("spec", "type") == "LoadBalancer";

    private static bool IsOnNodePorts(JsonObject service) => service.Text("spec", "type") is "NodePort" or "LoadBalancer";
}
