using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>A node's sign of life: its Lease, renewed as long as it runs. When it comes back it says that it is Ready.</summary>
internal sealed class NodeHeartbeat(Registry registry, Node node, TimeSpan every, TimeProvider time)
{
    public const string Namespace = "kube-node-lease";
    private const int LeaseSeconds = 40;

    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            await node.Power.WaitUntilUpAsync(ct);
            Renew();
            if (registry.Get(KnownTypes.Nodes.Key(null, node.Name)) is { } present && !Controllers.Pods.HasCondition(present, "Ready"))
            {
                NodeObjects.ReportReady(registry, node, time);
            }

            await Task.Delay(every, time, ct);
        }
    }

    private void Renew()
    {
        var key = KnownTypes.Leases.Key(Namespace, node.Name);
        var spec = new JsonObject { ["holderIdentity"] = node.Name, ["leaseDurationSeconds"] = LeaseSeconds, ["renewTime"] = Timestamps.Micros(time.GetUtcNow()) };
        if (registry.Get(key) is null)
        {
            registry.Create(KnownTypes.Leases, Namespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = node.Name }, ["spec"] = spec });
            return;
        }

        registry.Update(key, copy =>
        {
            copy["spec"] = spec;
            return copy;
        });
    }
}
