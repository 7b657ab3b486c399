using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Cli;

internal sealed record FaultCall(string Action, string Namespace, string Pod, string? Container, int Signal, string? Node = null);

/// <summary>Asks the API server, as the administrator of the cluster's own kubeconfig.</summary>
internal static class FaultClient
{
    public static async Task<int> SendAsync(ClusterDirectory directory, FaultCall fault, CancellationToken ct)
    {
        if (directory.Read() is null)
        {
            Console.Error.WriteLine($"No cluster runs in {directory.Root}: start one with local-cluster up.");
            return 1;
        }

        var body = new JsonObject
        {
            ["action"] = fault.Action,
            ["namespace"] = fault.Namespace,
            ["pod"] = fault.Pod,
            ["container"] = fault.Container,
            ["signal"] = fault.Signal,
            ["node"] = fault.Node,
        };
        using var client = new AdminClient(directory);
        return await client.PostAsync("/local-cluster/faults", body, ct);
    }
}
