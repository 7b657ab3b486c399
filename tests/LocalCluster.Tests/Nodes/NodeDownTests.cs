namespace RedisOperator.LocalCluster.Tests.Nodes;

public sealed class NodeDownTests : IDisposable
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web} }
          template:
            metadata: {labels: {app: web} }
            spec:
              terminationGracePeriodSeconds: 1
              topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web} } }]
              containers:
              - {name: c, image: "redis:7.2", command: [redis-server, --protected-mode, "no"], readinessProbe: {tcpSocket: {port: 6379}, periodSeconds: 1} }
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: 6379}]}

        """;

    private readonly LocalClusterProcess _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task ANodeThatIsDownIsLeftByItsPodsAndComesBack()
    {
        (await _cluster.UpAsync("--nodes", "3", "--node-grace", "3", "--evict-after", "2")).Succeeded();
        using var kubectl = _cluster.Kubectl();
        (await kubectl.RunWithAsync(Deployment, "apply", "-f", "-")).Succeeded();
        (await kubectl.RunAsync("rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
        Task<string> Get(string what, string path) => GetAsync(kubectl, what, path);
        var lost = await Get("pods", "{.items[0].metadata.name}");
        var node = await Get($"pod/{lost}", "{.spec.nodeName}");
        var address = await Get($"pod/{lost}", "{.status.podIP}");

        (await LocalClusterProcess.RunAsync(["fault", "node-down", "--dir", _cluster.Root, "--node", node])).Succeeded().ShouldContain("\"at\"");

        (await _cluster.EnterAsync("timeout", "1", "redis-cli", "-h", address, "ping")).ExitCode.ShouldNotBe(0);
        await SharedCluster.EventuallyAsync(() => Get($"node/{node}", "{.status.conditions[0].status}"), status => status == "Unknown");
        await SharedCluster.EventuallyAsync(
            () => Get("endpointslices", $"{{.items[*].endpoints[?(@.addresses[0]==\"{address}\")].conditions.ready}}"), ready => ready is "false" or "");
        await SharedCluster.EventuallyAsync(() => Get($"pod/{lost}", "{.metadata.deletionTimestamp}"), time => time.Length > 0);
        (await kubectl.RunAsync("rollout", "status", "deployment/web", "--timeout=60s")).Succeeded();
        (await kubectl.RunAsync("get", "pod", lost, "--no-headers")).Succeeded().ShouldContain("Terminating");
        (await kubectl.RunAsync("logs", lost)).Failed().ShouldContain("no route to host");

        (await LocalClusterProcess.RunAsync(["fault", "node-up", "--dir", _cluster.Root, "--node", node])).Succeeded();

        await SharedCluster.EventuallyAsync(() => Get($"node/{node}", "{.status.conditions[0].status} {.spec.taints}"), status => status == "True ");
        (await kubectl.RunAsync("wait", "--for=delete", $"pod/{lost}", "--timeout=30s")).Succeeded();
    }

    [Fact]
    public async Task ANodeThatIsNotThereIsRefused()
    {
        (await _cluster.UpAsync("--nodes", "1")).Succeeded();

        (await LocalClusterProcess.RunAsync(["fault", "node-down", "--dir", _cluster.Root, "--node", "node-9"])).Failed().ShouldContain("node-9");
        (await LocalClusterProcess.RunAsync(["fault", "node-down", "--dir", _cluster.Root, "--pod", "default/x"])).Failed().ShouldContain("fault of nodes");
    }

    private static async Task<string> GetAsync(Api.Kubectl kubectl, string what, string path) =>
        (await kubectl.RunAsync("get", what, "-o", $"jsonpath={path}", "--ignore-not-found")).Succeeded();
}
