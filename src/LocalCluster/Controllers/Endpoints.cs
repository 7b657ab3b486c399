using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>A Service's ports and endpoints as a slice words them.</summary>
internal static class Endpoints
{
    /// <param name="pod">Whose named ports are looked up; null: numbers only.</param>
    public static JsonArray Ports(JsonObject service, JsonObject? pod)
    {
        var ports = new JsonArray();
        foreach (var port in service.Items("spec", "ports"))
        {
            if (TargetOf(port, pod) is { } target)
            {
                ports.Add(new JsonObject { ["name"] = port.Text("name") ?? "", ["protocol"] = port.Text("protocol") ?? "TCP", ["port"] = target });
            }
        }

        return ports;
    }

    public static JsonNode Of(JsonObject service, JsonObject pod)
    {
        var serving = Pods.IsReady(pod);
        var terminating = pod.IsDeleting();
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray(pod.Text("status", "podIP")),
            ["conditions"] = new JsonObject
            {
                ["ready"] = service.Flag("spec", "publishNotReadyAddresses") == true || (serving && !terminating),
                ["serving"] = serving,
                ["terminating"] = terminating,
            },
            ["nodeName"] = pod.Text("spec", "nodeName"),
            ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = pod.Namespace(), ["name"] = pod.Name(), ["uid"] = pod.Uid() },
        };
        if (pod.Text("spec", "subdomain") == service.Name() && pod.Text("spec", "hostname") is { Length: > 0 } host)
        {
            endpoint["hostname"] = host;
        }

        return endpoint;
    }

    private static long? TargetOf(JsonObject port, JsonObject? pod)
    {
        var target = port["targetPort"];
        if (target.Integer() is { } number)
        {
            return number;
        }

        return target.Text() is { Length: > 0 } name
            ? pod?.Items("spec", "containers").SelectMany(container => container.Items("ports"))
                .FirstOrDefault(candidate => candidate.Text("name") == name).Integer("containerPort")
            : port.Integer("port");
    }
}
