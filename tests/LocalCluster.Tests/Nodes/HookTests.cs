namespace RedisOperator.LocalCluster.Tests.Nodes;

/// <summary>preStop hooks write into a claim, so that what they did can be read when the pod is gone.</summary>
[Collection(SharedClusterTests.Name)]
public sealed class HookTests(SharedCluster shared)
{
    private const string EndsOnTerm = "trap 'echo term >> /data/log; exit 0' TERM; echo started >> /data/log; while :; do sleep 0.1; done";

    [Theory]
    [InlineData("delete")]
    [InlineData("evict")]
    public async Task SigtermComesWhenTheHookHasEnded(string way)
    {
        var ns = await StartAsync("exec: {command: [sh, -c, 'echo hook >> /data/log; sleep 1; echo hooked >> /data/log']}");

        if (way == "delete")
        {
            (await shared.Kubectl.RunAsync("delete", "pod", "hooked", "-n", ns)).Succeeded();
        }
        else
        {
            const string Eviction = """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"hooked"}}""";
            (await shared.Kubectl.RunWithAsync(Eviction, "create", "--raw", $"/api/v1/namespaces/{ns}/pods/hooked/eviction", "-f", "-")).Succeeded();
            (await shared.Kubectl.RunAsync("wait", "--for=delete", "pod/hooked", "-n", ns, "--timeout=30s")).Succeeded();
        }

        (await LogAsync(ns)).ShouldBe("started\nhook\nhooked\nterm\n");
    }

    [Fact]
    public async Task AHookThatTakesTooLongIsCutOffAndSigtermStillComes()
    {
        var ns = await StartAsync("exec: {command: [sh, -c, 'echo hook >> /data/log; sleep 60; echo hooked >> /data/log']}", "terminationGracePeriodSeconds: 2");

        (await shared.Kubectl.RunAsync("delete", "pod", "hooked", "-n", ns)).Succeeded();

        (await LogAsync(ns)).ShouldBe("started\nhook\nterm\n");
        (await shared.GetAsync(ns, "events", "{.items[*].reason}")).ShouldContain("FailedPreStopHook");
    }

    [Fact]
    public async Task AFailedHookIsToldAndDoesNotKeepThePod()
    {
        var ns = await StartAsync("exec: {command: [sh, -c, 'exit 3']}");

        (await shared.Kubectl.RunAsync("delete", "pod", "hooked", "-n", ns)).Succeeded();

        (await LogAsync(ns)).ShouldBe("started\nterm\n");
        (await shared.GetAsync(ns, "events", "{.items[?(@.reason==\"FailedPreStopHook\")].message}")).ShouldContain("exit code 3");
    }

    [Fact]
    public async Task AForcedDeletionDoesNotWaitForTheHook()
    {
        var ns = await StartAsync("exec: {command: [sh, -c, 'sleep 60; echo hooked >> /data/log']}", "terminationGracePeriodSeconds: 60");

        (await shared.Kubectl.RunAsync("delete", "pod", "hooked", "-n", ns, "--force", "--grace-period=0")).Succeeded();

        (await LogAsync(ns)).ShouldBe("started\n");
    }

    [Fact]
    public async Task ALivenessKillRunsTheHookToo()
    {
        var ns = await StartAsync(
            "exec: {command: [sh, -c, 'echo hook >> /data/log']}", "terminationGracePeriodSeconds: 5",
            "livenessProbe: {exec: {command: [\"false\"]}, periodSeconds: 1, failureThreshold: 1, initialDelaySeconds: 1}");

        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/hooked", "{.status.containerStatuses[0].restartCount}"), count => count is not ("" or "0"));

        (await shared.Kubectl.RunAsync("delete", "pod", "hooked", "-n", ns)).Succeeded();
        (await LogAsync(ns)).ShouldStartWith("started\nhook\nterm\nstarted\n");
    }

    [Fact]
    public async Task ASleepIsAHookToo()
    {
        var ns = await StartAsync("sleep: {seconds: 2}");

        (await shared.Kubectl.RunAsync("delete", "pod", "hooked", "-n", ns, "--wait=false")).Succeeded();

        (await shared.GetAsync(ns, "pod/hooked", "{.status.containerStatuses[0].state.running.startedAt}")).ShouldNotBeEmpty();
        (await shared.Kubectl.RunAsync("wait", "--for=delete", "pod/hooked", "-n", ns, "--timeout=30s")).Succeeded();
        (await LogAsync(ns)).ShouldBe("started\nterm\n");
    }

    private async Task<string> StartAsync(string hook, string pod = "", string container = "")
    {
        var ns = $"t{Guid.NewGuid():N}"[..12];
        (await shared.Kubectl.RunAsync("create", "namespace", ns)).Succeeded();
        (await shared.Kubectl.RunWithAsync($$"""
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi} } }
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: hooked}
            spec:
              {{pod}}
              volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]
              containers:
              - name: main
                image: redis:7.2
                command: [sh, -c, {{System.Text.Json.JsonSerializer.Serialize(EndsOnTerm)}}]
                volumeMounts: [{name: data, mountPath: /data}]
                lifecycle: {preStop: { {{hook}} } }
                {{container}}
            """, "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/hooked", "{.status.phase}"), phase => phase == "Running");
        return ns;
    }

    /// <summary>What hook and process wrote, told by another pod with the same claim.</summary>
    private async Task<string> LogAsync(string ns)
    {
        var reader = Manifests.Once("reader", "cat /data/log", "volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]")
            .Replace("    command: [sh", "    volumeMounts: [{name: data, mountPath: /data}]\n    command: [sh");
        (await shared.Kubectl.RunWithAsync(reader, "apply", "-n", ns, "-f", "-")).Succeeded();
        await SharedCluster.EventuallyAsync(() => shared.GetAsync(ns, "pod/reader", "{.status.phase}"), phase => phase == "Succeeded");
        return (await shared.Kubectl.RunAsync("logs", "-n", ns, "reader")).Succeeded();
    }
}
