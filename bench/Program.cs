using System.CommandLine;
using System.Globalization;
using RedisOperator.Bench;
using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Groups;

var runs = new Option<int>("--runs") { Description = "how many crashes", DefaultValueFactory = _ => 20 };
var root = new RootCommand("Crash to first accepted write on the local cluster; writes artifacts/bench/crash.json.") { runs };
root.SetAction((parsed, cancellationToken) => CrashAsync(parsed.GetValue(runs), cancellationToken));
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });

static async Task<int> CrashAsync(int runs, CancellationToken cancellationToken)
{
    using var files = new TempDirectory("bench");
    await using var cluster = await LocalClusterProcess.UpAsync([await OperatorImage.PublishedAsync(cancellationToken)], cancellationToken: cancellationToken);
    await OperatorInstallation.InstallAsync(cluster, cancellationToken);
    var kubectl = cluster.Kubectl("default");
    var created = await kubectl.RunAsync(cancellationToken, "apply", "-f", Path.Combine(RepositoryPaths.Config, "samples", "redisgroup.yaml"), "-o", "name");
    var name = created[(created.LastIndexOf('/') + 1)..];
    await using var watch = new GroupWatch(kubectl, name, TimeProvider.System);
    var crash = new CrashRun(cluster, new RedisGroup(cluster, kubectl, name, files), watch, files);

    var samples = new List<CrashSample>();
    for (var number = 1; number <= runs; number++)
    {
        var sample = await crash.OnceAsync(number, cancellationToken);
        samples.Add(sample);
        Console.WriteLine($"{number,3}/{runs}: detected {sample.Detected:0}, promoted {sample.Promoted:0}, routed {sample.Routed:0}, first write {sample.FirstWrite:0} ms (the writer's own part {sample.WriterOwn:0.0})");
    }

    var report = CrashReport.Of(samples, TimeProvider.System.GetUtcNow());
    var folder = Directory.CreateDirectory(Path.Combine(RepositoryPaths.Artifacts, "bench")).FullName;
    await File.WriteAllTextAsync(Path.Combine(folder, "crash.json"), report.ToJson() + "\n", cancellationToken);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"first write: n={report.FirstWrite.Count} median={report.FirstWrite.Median:0} p95={report.FirstWrite.P95:0} max={report.FirstWrite.Maximum:0} ms; floor (promotion): median={report.Promoted.Median:0} p95={report.Promoted.P95:0} ms; lost with WAIT 1: {report.LostWait}"));
    return report.LostWait == 0 ? 0 : 1;
}
