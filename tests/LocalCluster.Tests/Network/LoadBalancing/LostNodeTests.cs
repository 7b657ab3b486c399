using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Tests.Nodes;

namespace RedisOperator.LocalCluster.Tests.Network.LoadBalancing;

public sealed class LostNodeTests : IDisposable
{
    private const string Service = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: vip}
        spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{name: redis, port: 6379}]}

        """;

    private readonly LocalClusterProcess _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task TheAddressMovesToAnotherNodeThatHasAnEndpointAndBackWhenItsOwnHasOneAgain()
    {
        (await _cluster.UpAsync("--nodes", "2", "--node-grace", "3")).Succeeded();
        using var kubectl = _cluster.Kubectl();
        (await kubectl.RunWithAsync(Manifests.Redis(2) + Service, "apply", "-f", "-")).Succeeded();
        (await kubectl.RunAsync("rollout", "status", "statefulset/web", "--timeout=60s")).Succeeded();
        await SharedCluster.EventuallyAsync(PingAsync, said => said == "PONG");
        var announcer = await NodeAsync();
        var other = announcer == "node-1" ? "node-2" : "node-1";

        (await LocalClusterProcess.RunAsync(["fault", "node-down", "--dir", _cluster.Root, "--node", announcer])).Succeeded();

        await SharedCluster.EventuallyAsync(AskedNodeAsync, node => node == other);
        await SharedCluster.EventuallyAsync(PingAsync, said => said == "PONG");

        (await LocalClusterProcess.RunAsync(["fault", "node-up", "--dir", _cluster.Root, "--node", announcer])).Succeeded();

        // The first by the hash is the announcer again, once its pod is ready.
        await SharedCluster.EventuallyAsync(AskedNodeAsync, node => node == announcer);
        await SharedCluster.EventuallyAsync(PingAsync, said => said == "PONG");
    }

    private async Task<string> PingAsync() => (await _cluster.EnterAsync("timeout", "2", "redis-cli", "-h", "172.30.0.200", "ping")).Output.Trim();

    /// <summary>A client that sends nothing does not ask again who has an address that nobody answered for.</summary>
    private async Task<string> AskedNodeAsync()
    {
        await PingAsync();
        return await NodeAsync();
    }

    private async Task<string> NodeAsync()
    {
        var entry = (await _cluster.EnterAsync("ip", "neigh", "show", "to", "172.30.0.200")).Succeeded();
        return Enumerable.Range(1, 2).Where(index => entry.Contains(Addresses.NodeHardware(index), StringComparison.Ordinal)).Select(index => $"node-{index}").FirstOrDefault() ?? entry;
    }
}
