using System.Net.Sockets;
using System.Text;
using RedisOperator.LocalCluster.Network;
using RedisOperator.LocalCluster.Tests.Api;

namespace RedisOperator.LocalCluster.Tests.Nodes;

/// <summary>Pods in the network of their node. Each test has ports of its own: the nodes are shared.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class HostNetworkTests(SharedCluster shared)
{
    [Fact]
    public async Task ItsAddressAndHostNameAreTheNodesAndItsNameIsItsOwn()
    {
        var ns = await NamespaceAsync();
        const string Look = "hostname; echo $HOSTNAME; echo $POD $IP $HOST; ip -4 -o addr show dev lan; getent hosts kubernetes.default.svc.cluster.local || echo unknown";
        const string Fields = """
                env:
                - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name} } }
                - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP} } }
                - {name: HOST, valueFrom: {fieldRef: {fieldPath: status.hostIP} } }

            """;
        (await shared.Kubectl.RunWithAsync(Manifests.Once("look", Look, "hostNetwork: true") + Fields, "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/look", "{.status.phase}"), phase => phase == "Succeeded");
        var node = await shared.GetAsync(ns, "pod/look", "{.spec.nodeName}");
        var address = await shared.GetAsync(ns, $"node/{node}", "{.status.addresses[0].address}");

        var lines = (await shared.Kubectl.RunAsync("logs", "-n", ns, "look")).Succeeded().Split('\n');

        lines[0].ShouldBe(node);
        lines[1].ShouldBe(node);
        lines[2].ShouldBe($"look {address} {address}");
        lines[3].ShouldContain($"inet {address}/24");
        lines[4].ShouldBe("unknown");
        (await shared.GetAsync(ns, "pod/look", "{.status.podIP} {.status.hostIP}")).ShouldBe($"{address} {address}");
    }

    [Fact]
    public async Task ServicesNamesAreKnownToWhoAsksForThem()
    {
        var ns = await NamespaceAsync();
        (await shared.Kubectl.RunWithAsync(
            Manifests.Once("look", "getent hosts kubernetes.default.svc.cluster.local", "hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet"), "apply", "-n", ns, "-f", "-")).Succeeded();

        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/look", "{.status.phase}"), phase => phase == "Succeeded");
    }

    [Fact]
    public async Task ServicesLeadToItFromEverywhereAndKeepTheNodesOwnAddress()
    {
        var ns = await StartAsync(replicas: 2, port: 6401, Own("web-0", 6401, "type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerIP: 172.30.0.243,") + Own("web-1", 6401));
        var (home, other) = (await HostAsync(ns, "web-0"), await HostAsync(ns, "web-1"));
        home.Address.ShouldNotBe(other.Address);
        foreach (var (name, node) in new[] { ("beside", home.Node), ("away", other.Node) })
        {
            (await shared.Kubectl.RunWithAsync(Manifests.Once(name, "sleep 1000", $"nodeName: {node}"), "apply", "-n", ns, "-f", "-")).Succeeded();
            await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, $"pod/{name}", "{.status.phase}"), phase => phase == "Running");
        }

        var own = await shared.AddressAsync(ns, "web-0");
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "service/web-0", "{.status.loadBalancer.ingress[0].ip}"), ip => ip == "172.30.0.243");
        await SharedCluster.EventuallyAsync(() => EnterAsync("172.30.0.243"), info => info.Contains(" addr=172.30.0.1:", StringComparison.Ordinal));

        (await EnterAsync(own)).ShouldContain(" addr=172.30.0.1:");
        (await ExecAsync(ns, "web-0", own)).ShouldContain($" addr={home.Address}:");
        (await ExecAsync(ns, "web-1", own)).ShouldContain($" addr={other.Address}:");
        (await ExecAsync(ns, "beside", own)).ShouldContain(" addr=10.244.");
        (await ExecAsync(ns, "away", own)).ShouldContain(" addr=10.244.");
        foreach (var client in new[] { "web-0", "web-1", "beside", "away" })
        {
            (await ExecAsync(ns, client, "172.30.0.243")).ShouldContain($" laddr={home.Address}:6401");
        }
    }

    [Fact]
    public async Task AnAddressThatIsTakenOverIsFollowedByTheNeighbours()
    {
        var ns = await StartAsync(replicas: 2, port: 6404);
        var (first, second) = (await HostAsync(ns, "web-0"), await HostAsync(ns, "web-1"));
        (await InNetworkOfAsync(ns, "web-0", "ip", "addr", "replace", "172.30.0.109/24", "dev", "lan")).Succeeded();
        (await shared.Cluster.EnterAsync("redis-cli", "-h", "172.30.0.109", "-p", "6404", "ping")).Succeeded();
        (await NeighbourAsync("172.30.0.109")).ShouldContain(HardwareOf(first.Node));

        (await InNetworkOfAsync(ns, "web-0", "ip", "addr", "del", "172.30.0.109/24", "dev", "lan")).Succeeded();
        (await InNetworkOfAsync(ns, "web-1", "ip", "addr", "replace", "172.30.0.109/24", "dev", "lan")).Succeeded();
        (await InNetworkOfAsync(ns, "web-1", "arping", "-q", "-c", "1", "-A", "-I", "lan", "172.30.0.109")).Succeeded();

        await SharedCluster.EventuallyAsync(() => NeighbourAsync("172.30.0.109"), entry => entry.Contains(HardwareOf(second.Node), StringComparison.Ordinal));
        (await shared.Cluster.EnterAsync("redis-cli", "-h", "172.30.0.109", "-p", "6404", "ping")).Succeeded().Trim().ShouldBe("PONG");
        (await InNetworkOfAsync(ns, "web-1", "ip", "addr", "del", "172.30.0.109/24", "dev", "lan")).Succeeded();
    }

    [Fact]
    public async Task ItIsEnteredAndForwardedToInTheNodesNetwork()
    {
        var ns = await StartAsync(replicas: 1, port: 6402);

        (await InNetworkOfAsync(ns, "web-0", "redis-cli", "-p", "6402", "ping")).Succeeded().Trim().ShouldBe("PONG");
        (await shared.Kubectl.RunAsync("logs", "-n", ns, "web-0")).Succeeded().ShouldContain("Ready to accept connections");
        var answer = "";
        await shared.Kubectl.RunUntilAsync(_ => true, async line => answer = await PingAsync(int.Parse(line.Split("127.0.0.1:")[1].Split(' ')[0])), "port-forward", "-n", ns, "pod/web-0", ":6402");
        answer.ShouldBe("+PONG\r\n");
    }

    [Fact]
    public async Task WhatListensOnTheNodesLoopbackOnlyIsProbedThere()
    {
        var ns = await NamespaceAsync();
        const string Serve = """
            exec perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 6405, Listen => 5, ReuseAddr => 1) or die;
              while ($c = $s->accept) { sysread $c, $b, 4096; print $c "HTTP/1.0 200 OK\r\n\r\n"; close $c }'
            """;
        var pod = Manifests.Once("shy", Serve, "hostNetwork: true\n  terminationGracePeriodSeconds: 1")
            + "    readinessProbe: {httpGet: {host: 127.0.0.1, port: 6405}, periodSeconds: 1}\n";
        (await shared.Kubectl.RunWithAsync(pod, "apply", "-n", ns, "-f", "-")).Succeeded();

        (await shared.Kubectl.RunAsync("wait", "-n", ns, "--for=condition=Ready", "pod/shy", "--timeout=30s")).Succeeded();
    }

    [Fact]
    public async Task TheSamePortIsGivenOnceOnANodeAndIsFreeWhenThePodIsGone()
    {
        var ns = await StartAsync(replicas: 3, port: 6403);
        (await shared.GetAsync(ns, "pods", "{.items[*].status.podIP}")).Split(' ').Distinct().Count().ShouldBe(3);
        (await shared.Kubectl.RunAsync("scale", "-n", ns, "statefulset/web", "--replicas=4")).Succeeded();
        await SharedCluster.EventuallyAsync(
            async () => (await shared.Kubectl.RunAsync("get", "-n", ns, "pod/web-3", "-o", "jsonpath={.status.conditions[0].message}")).Output,
            message => message == "0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports.");

        (await shared.Kubectl.RunAsync("delete", "-n", ns, "pod/web-0")).Succeeded();

        // Whichever of the two comes first; the other one waits.
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "statefulset/web", "{.status.readyReplicas}"), ready => ready == "3");
        (await shared.GetAsync(ns, "pods", "{.items[*].status.containerStatuses[*].restartCount}")).ShouldBe("0 0 0");
    }

    [Fact]
    public async Task WithoutTheCapabilitiesTheNetworkIsOnlyLookedAt()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "in a user namespace no capability is taken away");
        var ns = await NamespaceAsync();
        var pod = Manifests.Once("look", "ip addr replace 172.30.0.108/24 dev lan; echo $?; arping -q -c 1 -A -I lan 172.30.0.108; echo $?", "hostNetwork: true")
            + "    securityContext: {runAsUser: 0, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]} }\n";
        (await shared.Kubectl.RunWithAsync(pod, "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/look", "{.status.phase}"), phase => phase == "Succeeded");

        var codes = (await shared.Kubectl.RunAsync("logs", "-n", ns, "look")).Succeeded().Split('\n').Where(line => int.TryParse(line, out _)).ToList();

        // Of arping it depends on the machine which: where its file carries capabilities, it is not even started.
        codes.Count.ShouldBe(2);
        codes.ShouldNotContain("0");
    }

    [Fact]
    public async Task WhatItSaidLastIsInTheStatusWhenItAskedForThat()
    {
        var ns = await NamespaceAsync();
        var pod = Manifests.Once("loud", "seq 100; echo the end >&2; exit 3").Replace("Never", "Always") + "    terminationMessagePolicy: FallbackToLogsOnError\n";
        (await shared.Kubectl.RunWithAsync(pod, "apply", "-n", ns, "-f", "-")).Succeeded();

        var message = await SharedCluster.EventuallyAsync(
            () => shared.GetAsync(ns, "pod/loud", "{.status.containerStatuses[0].lastState.terminated.message}"), text => text.Contains("the end\n", StringComparison.Ordinal));

        message.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(80);
        message.ShouldContain("100\n");
    }

    private static string Own(string pod, int port, string more = "") => $$"""
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: {{pod}}}
        spec: { {{more}} selector: {statefulset.kubernetes.io/pod-name: {{pod}} }, ports: [{name: redis, port: 6379, targetPort: {{port}} }] }

        """;

    private static async Task<string> PingAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var answer = new byte[7];
        await client.GetStream().ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(answer);
    }

    private static string HardwareOf(string node) => Addresses.NodeHardware(int.Parse(node["node-".Length..]));

    private async Task<string> StartAsync(int replicas, int port, string more = "")
    {
        var ns = await NamespaceAsync();
        (await shared.Kubectl.RunWithAsync(Manifests.OnHosts(replicas, port) + more, "apply", "-n", ns, "-f", "-")).Succeeded();
        (await shared.Kubectl.RunAsync("rollout", "status", "-n", ns, "statefulset/web", "--timeout=60s")).Succeeded();
        return ns;
    }

    private async Task<string> NamespaceAsync()
    {
        var ns = $"t{Guid.NewGuid():N}"[..12];
        (await shared.Kubectl.RunAsync("create", "namespace", ns)).Succeeded();
        return ns;
    }

    private async Task<(string Node, string Address)> HostAsync(string ns, string pod) =>
        (await shared.GetAsync(ns, $"pod/{pod}", "{.spec.nodeName}"), await shared.GetAsync(ns, $"pod/{pod}", "{.status.podIP}"));

    private Task<KubectlResult> InNetworkOfAsync(string ns, string pod, params string[] command) =>
        LocalClusterProcess.RunAsync(["enter", "--dir", shared.Cluster.Root, "--pod", $"{ns}/{pod}", "--", .. command]);

    private async Task<string> NeighbourAsync(string address) => (await shared.Cluster.EnterAsync("ip", "neigh", "show", "to", address)).Succeeded();

    private async Task<string> EnterAsync(string host) => (await shared.Cluster.EnterAsync("timeout", "5", "redis-cli", "-h", host, "client", "info")).Output;

    private async Task<string> ExecAsync(string ns, string pod, string host) =>
        (await shared.Kubectl.RunAsync("exec", "-n", ns, pod, "--", "timeout", "5", "redis-cli", "-h", host, "client", "info")).Output;
}
