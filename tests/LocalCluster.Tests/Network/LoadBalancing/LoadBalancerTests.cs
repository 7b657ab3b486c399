using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Tests.Nodes;

namespace RedisOperator.LocalCluster.Tests.Network.LoadBalancing;

/// <summary>Addresses of Services of type LoadBalancer, from a machine beside the nodes that knows nothing but ARP.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class LoadBalancerTests(SharedCluster shared)
{
    [Fact]
    public async Task TheNodeOfTheEndpointAnswersForTheAddressAndRedisSeesTheClientsOwn()
    {
        var ns = await shared.StartRedisAsync(replicas: 2);
        var (first, second) = (await PodAsync(ns, "web-0"), await PodAsync(ns, "web-1"));
        await ApplyAsync(ns, "172.30.0.240", first);

        (await RedisAsync("172.30.0.240", "client", "info")).ShouldContain(" addr=172.30.0.1:");
        (await NeighbourAsync("172.30.0.240")).ShouldContain(HardwareOf(first.Node));

        await ApplyAsync(ns, "172.30.0.240", second);
        await SharedCluster.EventuallyAsync(() => NeighbourAsync("172.30.0.240"), entry => entry.Contains(HardwareOf(second.Node), StringComparison.Ordinal));
        await SharedCluster.EventuallyAsync(() => RedisAsync("172.30.0.240", "info", "server"), info => info.Contains("redis_version", StringComparison.Ordinal));
        (await shared.Kubectl.RunAsync("describe", "-n", ns, "service", "vip")).Succeeded().ShouldContain($"announcing from node \"{second.Node}\" with protocol \"layer2\"");
    }

    [Fact]
    public async Task PodsOfAnyNodeReachTheAddressToo()
    {
        var ns = await shared.StartRedisAsync(replicas: 2);
        await ApplyAsync(ns, "172.30.0.241", await PodAsync(ns, "web-0"));

        var answer = await SharedCluster.EventuallyAsync(
            async () => (await LocalClusterProcess.RunAsync(["enter", "--dir", shared.Cluster.Root, "--pod", $"{ns}/web-1", "--", "redis-cli", "-h", "172.30.0.241", "ping"])).Output.Trim(),
            said => said.Length > 0);

        answer.ShouldBe("PONG");
    }

    [Fact]
    public async Task WhenTheTypeChangesBackTheAddressIsNobodysAndTheClusterIPStays()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        var pod = await PodAsync(ns, "web-0");
        await ApplyAsync(ns, "172.30.0.242", pod);
        var inside = await shared.AddressAsync(ns, "vip");
        await SharedCluster.EventuallyAsync(() => RedisAsync("172.30.0.242", "ping"), said => said == "PONG");

        (await shared.Kubectl.RunAsync("patch", "-n", ns, "service", "vip", "--type=merge", "-p", """{"spec":{"type":"ClusterIP","loadBalancerIP":null}}""")).Succeeded();

        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "service/vip", "{.status.loadBalancer}"), status => status == "{}");
        (await shared.Cluster.EnterAsync("ip", "neigh", "flush", "to", "172.30.0.242")).Succeeded();
        (await shared.Cluster.EnterAsync("timeout", "5", "redis-cli", "-h", "172.30.0.242", "ping")).Output.ShouldNotContain("PONG");
        (await NeighbourAsync("172.30.0.242")).ShouldNotContain("lladdr");
        (await shared.AddressAsync(ns, "vip")).ShouldBe(inside);
        (await RedisAsync(inside, "ping")).ShouldBe("PONG");
    }

    [Fact]
    public async Task WhatCannotBeAssignedIsPendingAndSaysWhy()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        (await shared.Kubectl.RunWithAsync(Service("192.0.2.1"), "apply", "-n", ns, "-f", "-")).Succeeded();

        await SharedCluster.EventuallyAsync(
            async () => (await shared.Kubectl.RunAsync("describe", "-n", ns, "service", "vip")).Output, text => text.Contains("[\"192.0.2.1\"] is not allowed in config", StringComparison.Ordinal));
        (await shared.Kubectl.RunAsync("get", "-n", ns, "service", "vip")).Succeeded().ShouldContain("<pending>");
    }

    private async Task ApplyAsync(string ns, string address, (string Address, string Node) pod)
    {
        var slice = $$"""
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: vip-1, labels: {kubernetes.io/service-name: vip} }
            addressType: IPv4
            ports: [{name: redis, port: 6379, protocol: TCP}]
            endpoints: [{addresses: [{{pod.Address}}], nodeName: {{pod.Node}}, conditions: {ready: true} }]

            """;
        (await shared.Kubectl.RunWithAsync(Service(address) + slice, "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "service/vip", "{.status.loadBalancer.ingress[0].ip}"), assigned => assigned == address);
        await SharedCluster.EventuallyAsync(() => RedisAsync(address, "ping"), said => said == "PONG");
    }

    private static string Service(string address) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: vip}
        spec: {type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerIP: {{address}}, ports: [{name: redis, port: 6379}]}

        """;

    private async Task<(string Address, string Node)> PodAsync(string ns, string pod) =>
        (await shared.GetAsync(ns, $"pod/{pod}", "{.status.podIP}"), await shared.GetAsync(ns, $"pod/{pod}", "{.spec.nodeName}"));

    private async Task<string> RedisAsync(string host, params string[] command) =>
        (await shared.Cluster.EnterAsync(["timeout", "5", "redis-cli", "-h", host, .. command])).Output.Trim();

    private async Task<string> NeighbourAsync(string address) => (await shared.Cluster.EnterAsync("ip", "neigh", "show", "to", address)).Succeeded();

    private static string HardwareOf(string node) => Addresses.NodeHardware(int.Parse(node["node-".Length..]));
}
