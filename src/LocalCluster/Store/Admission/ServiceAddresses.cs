using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>
/// Gives Services their ClusterIPs (10.96.0.0/16) and node ports (30000–32767). What is taken is read from the Services themselves. Addresses go round in a
/// circle: where one comes back soon after its Service has gone, a node may still lead it to the pod of before, and a connection that begins in that moment
/// never gets an answer.
/// </summary>
internal sealed class ServiceAddresses
{
    public const string ApiServer = "10.96.0.1";

    // 10.96.0.10 is where every cluster has its DNS; the first addresses stay free for such fixed ones.
    private const int FirstHost = 32;
    private const int LastHost = 65_533;
    private const int FirstNodePort = 30_000;
    private const int LastNodePort = 32_767;

    private int _next = FirstHost;

    public void Allocate(IReadOnlyList<JsonObject> services, JsonObject? old, JsonObject service, List<FieldProblem> problems)
    {
        if (service.Spec() is not { } spec)
        {
            return;
        }

        var others = services.Where(other => other.Name() != service.Name() || other.Namespace() != service.Namespace()).ToList();
        var type = spec.Text("type") ?? "ClusterIP";
        if (type != "ExternalName")
        {
            AllocateAddress(others, old, spec, problems);
        }

        if (type is "NodePort" or "LoadBalancer")
        {
            AllocateNodePorts(others, old, spec, problems);
        }
        else
        {
            DropNodePorts(old, spec);
        }
    }

    private void AllocateAddress(List<JsonObject> others, JsonObject? old, JsonObject spec, List<FieldProblem> problems)
    {
        var kept = old?.Text("spec", "clusterIP");
        var wanted = spec.Text("clusterIP") is { Length: > 0 } given ? given : kept;
        var taken = others.Select(other => other.Text("spec", "clusterIP")).OfType<string>().ToHashSet();
        if (kept is { Length: > 0 } && wanted != kept && wanted != "None" && kept != "None")
        {
            problems.Add(FieldProblem.Invalid("spec.clusterIPs[0]", $"[\"{wanted}\"]", "may not change once set"));
        }
        else if (wanted is { Length: > 0 } and not "None" && taken.Contains(wanted))
        {
            problems.Add(FieldProblem.Invalid("spec.clusterIPs", $"[\"{wanted}\"]", $"failed to allocate IP {wanted}: provided IP is already allocated"));
        }

        var address = wanted is { Length: > 0 } ? wanted : Free(taken);
        spec["clusterIP"] = address;
        spec["clusterIPs"] = new JsonArray(address);
    }

    /// <summary>Writes come one after the other: the registry's own lock keeps them apart.</summary>
    private string Free(HashSet<string> taken)
    {
        for (var tries = FirstHost; tries <= LastHost; tries++)
        {
            var host = _next;
            _next = _next == LastHost ? FirstHost : _next + 1;
            var address = $"10.96.{host >> 8}.{host & 0xff}";
            if (!taken.Contains(address))
            {
                return address;
            }
        }

        throw new StatusException(500, "InternalError", "no ClusterIP is left in 10.96.0.0/16");
    }

    private static void AllocateNodePorts(List<JsonObject> others, JsonObject? old, JsonObject spec, List<FieldProblem> problems)
    {
        var taken = others.SelectMany(other => other.Items("spec", "ports")).Select(port => port.Integer("nodePort")).OfType<long>().ToHashSet();
        var index = 0;
        foreach (var port in spec.Items("ports"))
        {
            var nodePort = port.Integer("nodePort") ?? old.Items("spec", "ports").FirstOrDefault(was => was.Integer("port") == port.Integer("port")).Integer("nodePort");
            if (nodePort is { } given && given != 0 && !taken.Add(given))
            {
                problems.Add(FieldProblem.Invalid($"spec.ports[{index}].nodePort", $"{given}", "provided port is already allocated"));
            }

            if (nodePort is null or 0)
            {
                nodePort = Enumerable.Range(FirstNodePort, LastNodePort - FirstNodePort + 1).First(candidate => !taken.Contains(candidate));
                taken.Add(nodePort.Value);
            }

            port["nodePort"] = nodePort;
            index++;
        }
    }

    /// <summary>A Service that goes back to ClusterIP gives up the ports it was given (unless the client set them anew, which validation would refuse).</summary>
    private static void DropNodePorts(JsonObject? old, JsonObject spec)
    {
        if (old is null)
        {
            return;
        }

        foreach (var port in spec.Items("ports"))
        {
            port.Remove("nodePort");
        }
    }
}
