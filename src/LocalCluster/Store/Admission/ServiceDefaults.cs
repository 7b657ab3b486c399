using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

internal static class ServiceDefaults
{
    public static void Service(JsonObject obj)
    {
        obj.Default("spec", () => new JsonObject());
        obj.Default("status", () => new JsonObject { ["loadBalancer"] = new JsonObject() });
        var spec = obj.Spec()!;
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        foreach (var port in spec.Items("ports"))
        {
            port.Default("protocol", "TCP");
            if (port["port"] is { } number)
            {
                port.Default("targetPort", number.DeepClone);
            }
        }

        if (spec.Text("type") == "ExternalName")
        {
            return;
        }

        spec.Default("internalTrafficPolicy", "Cluster");
        spec.Default("ipFamilies", () => new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        if (spec.Text("type") is "NodePort" or "LoadBalancer")
        {
            spec.Default("externalTrafficPolicy", "Cluster");
        }

        if (spec.Text("type") == "LoadBalancer")
        {
            spec.Default("allocateLoadBalancerNodePorts", true);
        }
    }
}
