namespace RedisOperator.LocalCluster.Tests.Nodes;

/// <summary>A pod that puts an address on its node's link, as the agent of a VIP does, and what becomes of both when the node breaks.</summary>
public sealed class HostNetworkFaultTests : IDisposable
{
    private const string Vip = "172.30.0.100";

    private const string Pod = $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: holder, labels: {app: holder} }
        spec:
          hostNetwork: true
          terminationGracePeriodSeconds: 1
          containers:
          - name: agent
            image: redis:7.2
            command: [sh, -ec, "ip addr replace {{Vip}}/24 dev lan; arping -q -c 1 -A -I lan {{Vip}}; exec sleep 1000"]
            securityContext: {runAsUser: 0, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_ADMIN, NET_RAW]} }
          - name: redis
            image: redis:7.2
            command: [redis-server, --port, "6379", --save, "", --protected-mode, "no"]
            ports: [{containerPort: 6379}]
            readinessProbe: {tcpSocket: {port: 6379}, periodSeconds: 1}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: holder}
        spec: {selector: {app: holder}, ports: [{port: 6379}]}

        """;

    private readonly LocalClusterProcess _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task AnAddressItAddedIsReachedAndOutlivesTheCable()
    {
        (await _cluster.UpAsync("--nodes", "2")).Succeeded();
        using var kubectl = _cluster.Kubectl();
        (await kubectl.RunWithAsync(Pod, "apply", "-f", "-")).Succeeded();
        (await kubectl.RunAsync("wait", "--for=condition=Ready", "pod/holder", "--timeout=60s")).Succeeded();
        var node = (await kubectl.RunAsync("get", "pod/holder", "-o", "jsonpath={.spec.nodeName}")).Succeeded();
        var address = (await kubectl.RunAsync("get", "pod/holder", "-o", "jsonpath={.status.podIP}")).Succeeded();
        var service = (await kubectl.RunAsync("get", "service/holder", "-o", "jsonpath={.spec.clusterIP}")).Succeeded();

        (await ReachAsync(Vip)).ShouldContain($" laddr={Vip}:6379");
        (await kubectl.RunAsync("exec", "holder", "-c", "redis", "--", "redis-cli", "-h", service, "client", "info")).Succeeded().ShouldContain($" addr={address}:");
        (await _cluster.FaultAsync("cutoff", "default/holder")).Failed().ShouldContain($"--node {node}");
        foreach (var (breaking, mending) in new[] { ("cutoff", "restore"), ("node-down", "node-up") })
        {
            (await LocalClusterProcess.RunAsync(["fault", breaking, "--dir", _cluster.Root, "--node", node])).Succeeded();
            (await ReachAsync(Vip)).ShouldBe("");

            (await LocalClusterProcess.RunAsync(["fault", mending, "--dir", _cluster.Root, "--node", node])).Succeeded();
            await SharedCluster.EventuallyAsync(() => ReachAsync(Vip), info => info.Contains($" laddr={Vip}:6379", StringComparison.Ordinal));
            (await ReachAsync(service)).ShouldContain($" laddr={address}:6379");
        }

        // Nothing of it runs any more. The address is nobody's business but its own: it stays.
        (await kubectl.RunAsync("delete", "pod/holder")).Succeeded();
        (await _cluster.EnterAsync("redis-cli", "-h", Vip, "ping")).Errors.ShouldContain("Connection refused");
    }

    [Fact]
    public async Task ItsWayToTheApiServerBreaksAsThatOfOthers()
    {
        (await _cluster.UpAsync("--nodes", "1")).Succeeded();
        using var kubectl = _cluster.Kubectl();
        (await kubectl.RunWithAsync(Pod, "apply", "-f", "-")).Succeeded();
        (await kubectl.RunAsync("wait", "--for=condition=Ready", "pod/holder", "--timeout=60s")).Succeeded();
        Task<Api.KubectlResult> Connect() => kubectl.RunAsync("exec", "holder", "--", "timeout", "2", "bash", "-c", "exec 3<>/dev/tcp/10.96.0.1/443");
        Task<Api.KubectlResult> Break(string kind, params string[] pods) => LocalClusterProcess.RunAsync(["api-fault", kind, "--dir", _cluster.Root, .. pods]);
        (await Connect()).Succeeded();

        (await Break("refused")).Succeeded();
        (await Connect()).Failed().ShouldContain("refused");
        (await Break("silent", "--pod", "default/holder")).Succeeded();
        (await Connect()).ExitCode.ShouldBe(124);
        (await Break("none")).Succeeded();
        (await Connect()).Succeeded();
    }

    private async Task<string> ReachAsync(string host) => (await _cluster.EnterAsync("timeout", "2", "redis-cli", "-h", host, "client", "info")).Output;
}
