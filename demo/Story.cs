using RedisOperator.Demo.Faults;
using RedisOperator.Demo.Showing;
using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Groups;

namespace RedisOperator.Demo;

/// <summary>The story that the demo tells: a group comes up, loses its master twice, and the VIP follows each time.</summary>
internal sealed class Story(LocalClusterProcess cluster, TempDirectory files, IScreen screen, TimeProvider time)
{
    private const string Namespace = "default";
    private static readonly TimeSpan FirstReady = TimeSpan.FromSeconds(30);

    public async Task<DemoReport> TellAsync(CancellationToken cancellationToken)
    {
        screen.Chapter("The operator moves in");
        await OperatorInstallation.InstallAsync(cluster, cancellationToken);
        screen.Say("CRD, permissions and operator are applied from config/; the operator is ready");

        screen.Chapter("kubectl apply -f config/samples/redisgroup.yaml");
        var kubectl = cluster.Kubectl(Namespace);
        var applied = time.GetUtcNow();
        var created = await kubectl.RunAsync(cancellationToken, "apply", "-f", Path.Combine(RepositoryPaths.Config, "samples", "redisgroup.yaml"), "-o", "name");
        var name = created[(created.LastIndexOf('/') + 1)..];
        await using var watch = new GroupWatch(kubectl, name, time);
        var ready = watch.WaitAsync($"{name} is Ready", FirstReady, status => status.IsWhole, cancellationToken);
        var (_, readyAt) = await screen.WatchAsync($"group {name}", () => GroupFacts.Of(watch.Latest), ready);
        var readyMs = Math.Round((readyAt - applied).TotalMilliseconds);
        screen.Say($"Ready {readyMs:0} ms after kubectl apply");

        var scene = new FaultScene(new RedisGroup(cluster, kubectl, name, files), watch, files, screen, time);
        var faults = new List<FaultReport>();
        foreach (var fault in Faults(kubectl))
        {
            faults.Add(await scene.PlayAsync(fault, cancellationToken));
        }

        return new DemoReport(readyMs, faults);
    }

    private IEnumerable<MasterFault> Faults(Kubectl kubectl) =>
    [
        new("kill", "The master's redis is killed (SIGKILL)", "killed", (pod, ct) => cluster.KillAsync($"{Namespace}/{pod}", "redis", ct)),
        new("delete-pod", "The master's pod is deleted", "kubectl delete pod", async (pod, ct) =>
        {
            var at = time.GetUtcNow();
            await kubectl.RunAsync(ct, "delete", "pod", pod, "--wait=false");
            return at;
        }),
    ];
}
