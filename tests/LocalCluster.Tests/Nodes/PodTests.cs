namespace RedisOperator.LocalCluster.Tests.Nodes;

[Collection(SharedClusterTests.Name)]
public sealed class PodTests(SharedCluster shared)
{
    [Fact]
    public async Task AKilledContainerSaysWhyAndIsStartedAgainWithItsData()
    {
        var ns = await shared.StartRedisAsync(replicas: 1);
        var pod = await shared.GetAsync(ns, "pod/web-0", "{.status.podIP}");
        (await shared.Cluster.EnterAsync("redis-cli", "-h", pod, "set", "k", "v")).Succeeded();

        (await shared.Cluster.FaultAsync("kill", $"{ns}/web-0")).Succeeded().ShouldContain("\"at\"");

        await SharedCluster.EventuallyAsync(
            () => shared.GetAsync(ns, "pod/web-0", "{.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].ready} {.status.containerStatuses[0].lastState.terminated.exitCode}"),
            answer => answer == "1 true 137");
        (await shared.Cluster.EnterAsync("redis-cli", "-h", pod, "get", "k")).Succeeded().Trim().ShouldBe("v");
        (await shared.Kubectl.RunAsync("logs", "-n", ns, "web-0", "--previous")).Succeeded().ShouldContain("Ready to accept connections");
    }

    [Fact]
    public async Task TheExitCodeIsTheProcessOwn()
    {
        var ns = await NamespaceAsync();
        (await shared.Kubectl.RunWithAsync(Manifests.Once("seven", "echo out; echo err >&2; exit 7"), "apply", "-n", ns, "-f", "-")).Succeeded();

        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/seven", "{.status.phase} {.status.containerStatuses[0].state.terminated.exitCode}"), answer => answer == "Failed 7");

        var log = (await shared.Kubectl.RunAsync("logs", "-n", ns, "seven")).Succeeded();
        log.ShouldContain("out\n");
        log.ShouldContain("err\n");
    }

    [Fact]
    public async Task AContainerSeesItsOwnProcessesNetworkHostNameAndTokenAndNothingOfTheMachine()
    {
        var ns = await NamespaceAsync();
        // Kubernetes makes one dollar of two.
        const string Look = "hostname; echo pid $$$$; ls /proc | grep -c '^[0-9]'; ls /home /root | wc -l; cat /var/run/secrets/kubernetes.io/serviceaccount/namespace; echo; ls / | tr '\\n' ' '";
        (await shared.Kubectl.RunWithAsync(Manifests.Once("look", Look), "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/look", "{.status.phase}"), phase => phase == "Succeeded");

        var lines = (await shared.Kubectl.RunAsync("logs", "-n", ns, "look")).Succeeded().Split('\n');

        lines[0].ShouldBe("look");
        lines[1].ShouldBe("pid 1");
        int.Parse(lines[2]).ShouldBeLessThan(5);
        lines.ShouldContain(ns);
        lines[^2].ShouldNotContain("work");
    }

    [Fact]
    public async Task AChangedConfigMapReachesTheRunningPod()
    {
        var ns = await NamespaceAsync();
        (await shared.Kubectl.RunAsync("create", "configmap", "text", "-n", ns, "--from-literal=text=first")).Succeeded();
        var pod = Manifests.Once("reader", "while ! grep -q changed /c/text; do sleep 0.1; done", "volumes: [{name: c, configMap: {name: text}}]")
            .Replace("    command: [sh", "    volumeMounts: [{name: c, mountPath: /c}]\n    command: [sh");
        (await shared.Kubectl.RunWithAsync(pod, "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/reader", "{.status.phase}"), phase => phase == "Running");

        (await shared.Kubectl.RunAsync("patch", "configmap", "text", "-n", ns, "--type=merge", "-p", "{\"data\":{\"text\":\"changed\"}}")).Succeeded();

        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/reader", "{.status.phase}"), phase => phase == "Succeeded");
    }

    [Fact]
    public async Task AnUnknownImageIsWaitedForAndSaysSo()
    {
        var ns = await NamespaceAsync();
        (await shared.Kubectl.RunWithAsync(Manifests.Once("nothing", "true").Replace("redis:7.2", "redis:missing"), "apply", "-n", ns, "-f", "-")).Succeeded();

        await SharedCluster.EventuallyAsync(
            () => shared.GetAsync(ns, "pod/nothing", "{.status.phase} {.status.containerStatuses[0].state.waiting.reason}"), answer => answer == "Pending ImagePullBackOff");
    }

    [Fact]
    public async Task InitContainersComeFirstAndShareVolumes()
    {
        var ns = await NamespaceAsync();
        const string Init = """
            volumes: [{name: shared, emptyDir: {}}]
              initContainers:
              - name: before
                image: redis:7.2
                command: [sh, -c, "echo prepared > /shared/file"]
                volumeMounts: [{name: shared, mountPath: /shared}]
            """;
        var pod = Manifests.Once("after", "cat /shared/file", Init).Replace("    command: [sh, -c, \"cat", "    volumeMounts: [{name: shared, mountPath: /shared}]\n    command: [sh, -c, \"cat");
        (await shared.Kubectl.RunWithAsync(pod, "apply", "-n", ns, "-f", "-")).Succeeded();

        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/after", "{.status.phase}"), phase => phase == "Succeeded");

        (await shared.Kubectl.RunAsync("logs", "-n", ns, "after")).Succeeded().ShouldBe("prepared\n");
    }

    [Fact]
    public async Task ADeletedPodIsReplacedAndComesBackWithItsClaim()
    {
        var ns = await shared.StartRedisAsync(replicas: 2);
        var before = await shared.GetAsync(ns, "pod/web-1", "{.metadata.uid}");
        var address = await shared.GetAsync(ns, "pod/web-1", "{.status.podIP}");
        (await shared.Cluster.EnterAsync("redis-cli", "-h", address, "set", "k", "v")).Succeeded();

        (await shared.Kubectl.RunAsync("delete", "pod", "web-1", "-n", ns)).Succeeded();

        await SharedCluster.EventuallyAsync(
            async () => (await shared.Kubectl.RunAsync("get", "pod", "web-1", "-n", ns, "-o", "jsonpath={.metadata.uid} {.status.containerStatuses[0].ready}")).Output,
            answer => answer.EndsWith(" true", StringComparison.Ordinal) && !answer.StartsWith(before, StringComparison.Ordinal));
        address = await shared.GetAsync(ns, "pod/web-1", "{.status.podIP}");
        (await shared.Cluster.EnterAsync("redis-cli", "-h", address, "get", "k")).Succeeded().Trim().ShouldBe("v");
    }

    [Fact]
    public async Task ASteadyClusterWritesNothing()
    {
        var ns = await shared.StartRedisAsync(replicas: 2);
        const string Versions = "{range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}";
        const string Kinds = "pods,statefulsets,services,endpointslices,persistentvolumeclaims,controllerrevisions,configmaps,serviceaccounts,events";
        var before = "";
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, Kinds, Versions), answer => answer == Interlocked.Exchange(ref before, answer));

        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        (await shared.GetAsync(ns, Kinds, Versions)).ShouldBe(before);
    }

    private async Task<string> NamespaceAsync()
    {
        var ns = $"t{Guid.NewGuid():N}"[..12];
        (await shared.Kubectl.RunAsync("create", "namespace", ns)).Succeeded();
        return ns;
    }
}
