using RedisOperator.LocalCluster.Tests.Nodes;

namespace RedisOperator.LocalCluster.Tests.Network;

[Collection(SharedClusterTests.Name)]
public sealed class ServiceTests(SharedCluster shared)
{
    [Fact]
    public async Task PodsOfDifferentNodesReachEachOther()
    {
        var ns = await shared.StartRedisAsync(replicas: 2);
        (await shared.GetAsync(ns, "pod/web-0", "{.spec.nodeName}")).ShouldNotBe(await shared.GetAsync(ns, "pod/web-1", "{.spec.nodeName}"));
        var first = await shared.GetAsync(ns, "pod/web-0", "{.status.podIP}");
        var second = await shared.GetAsync(ns, "pod/web-1", "{.status.podIP}");

        (await RedisAsync(second, "replicaof", first, "6379")).ShouldBe("OK");

        await SharedCluster.EventuallyAsync(() => RedisAsync(second, "info", "replication"), info => info.Contains("master_link_status:up", StringComparison.Ordinal));
        (await RedisAsync(first, "role")).ShouldContain(second);
    }

    [Fact]
    public async Task AServiceAddressReachesAllItsPods()
    {
        var ns = await shared.StartRedisAsync(replicas: 2);
        var vip = await shared.AddressAsync(ns, "web");
        var seen = new HashSet<string>();

        await SharedCluster.EventuallyAsync(
            async () =>
            {
                seen.Add(await RunIdAsync(vip));
                return seen.Count.ToString();
            },
            count => count == "2");
    }

    [Fact]
    public async Task APodReachesItselfThroughItsService()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        var vip = await shared.AddressAsync(ns, "web");
        var pod = await shared.GetAsync(ns, "pod/web-0", "{.status.podIP}");

        (await RedisAsync(pod, "replicaof", vip, "6379")).ShouldBe("OK");

        // It got through to itself, a replica without a master, which refuses to be one.
        await SharedCluster.EventuallyAsync(
            async () => (await shared.Kubectl.RunAsync("logs", "-n", ns, "web-0", "--tail=20")).Output,
            log => log.Contains("Master replied to PING", StringComparison.Ordinal) || log.Contains("Error reply to PING from master", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AServiceWithoutReadyEndpointsRefusesAtOnce()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        (await shared.Kubectl.RunWithAsync(SelectorLess(ns, "10.244.250.250", ready: false), "apply", "-f", "-")).Succeeded();
        var vip = await shared.AddressAsync(ns, "vip");

        var refused = await shared.Cluster.EnterAsync("redis-cli", "-h", vip, "ping");

        refused.Errors.ShouldContain("Connection refused");
    }

    [Fact]
    public async Task ANewEndpointIsFollowedAndEstablishedConnectionsStay()
    {
        var ns = await shared.StartRedisAsync(replicas: 2);
        var first = await shared.GetAsync(ns, "pod/web-0", "{.status.podIP}");
        var second = await shared.GetAsync(ns, "pod/web-1", "{.status.podIP}");
        (await shared.Kubectl.RunWithAsync(SelectorLess(ns, first), "apply", "-f", "-")).Succeeded();
        var vip = await shared.AddressAsync(ns, "vip");
        var firstId = await RunIdAsync(first);
        await SharedCluster.EventuallyAsync(() => RunIdAsync(vip), id => id == firstId);
        using var connected = LocalClusterProcess.Start("enter", "--dir", shared.Cluster.Root, "--", "redis-cli", "-h", vip);
        await connected.StandardInput.WriteLineAsync("ping");
        await connected.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        (await connected.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("PONG");

        (await shared.Kubectl.RunWithAsync(SelectorLess(ns, second), "apply", "-f", "-")).Succeeded();

        var secondId = await RunIdAsync(second);
        await SharedCluster.EventuallyAsync(() => RunIdAsync(vip), id => id == secondId);
        (await RunIdAsync("172.30.0.12", "30679")).ShouldBe(secondId);
        await connected.StandardInput.WriteLineAsync("config get maxclients");
        connected.StandardInput.Close();
        (await connected.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("maxclients");
    }

    [Fact]
    public async Task ACutOffPodIsSilentUntilItIsRestored()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        var pod = await shared.GetAsync(ns, "pod/web-0", "{.status.podIP}");

        (await shared.Cluster.FaultAsync("cutoff", $"{ns}/web-0")).Succeeded();

        (await shared.Cluster.EnterAsync("timeout", "1", "redis-cli", "-h", pod, "ping")).ExitCode.ShouldBe(124);
        (await shared.Cluster.FaultAsync("restore", $"{ns}/web-0")).Succeeded();
        await SharedCluster.EventuallyAsync(async () => (await shared.Cluster.EnterAsync("timeout", "2", "redis-cli", "-h", pod, "ping")).Output.Trim(), answer => answer == "PONG");
    }

    [Fact]
    public async Task TheApiServerIsReachedFromPodsThroughItsService()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        const string Ask = "exec 3<>/dev/tcp/$KUBERNETES_SERVICE_HOST/$KUBERNETES_SERVICE_PORT && echo connected";
        (await shared.Kubectl.RunWithAsync(Manifests.Once("client", Ask).Replace("[sh,", "[bash,"), "apply", "-n", ns, "-f", "-")).Succeeded();

        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/client", "{.status.phase}"), phase => phase == "Succeeded");
    }

    private static string SelectorLess(string ns, string address, bool ready = true) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: vip, namespace: {{ns}}}
        spec: { {{(ready ? "type: NodePort, ports: [{name: redis, port: 6379, nodePort: 30679}]" : "ports: [{name: redis, port: 6379}]")}} }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: vip-1, namespace: {{ns}}, labels: {kubernetes.io/service-name: vip} }
        addressType: IPv4
        ports: [{name: redis, port: 6379, protocol: TCP}]
        endpoints: [{addresses: [{{address}}], conditions: {ready: {{(ready ? "true" : "false")}} } }]

        """;

    private async Task<string> RedisAsync(string host, params string[] command) =>
        (await shared.Cluster.EnterAsync(["redis-cli", "-h", host, .. command])).Output.Trim();

    private async Task<string> RunIdAsync(string host, string port = "6379") =>
        (await shared.Cluster.EnterAsync("redis-cli", "-h", host, "-p", port, "info", "server")).Output.Split('\n')
            .FirstOrDefault(line => line.StartsWith("run_id", StringComparison.Ordinal))?.Trim() ?? "";
}
