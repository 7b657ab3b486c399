using System.CommandLine;
using RedisOperator.Bench;

var benches = new Dictionary<string, Func<BenchCluster, int, CancellationToken, Task<BenchReport>>>(StringComparer.Ordinal)
{
    ["crash"] = CrashBench.RunAsync,
    ["switchover"] = SwitchoverBench.RunAsync,
    ["idle"] = IdleBench.RunAsync,
    // These take longer each, and differ less.
    ["cutoff"] = (bench, runs, cancellationToken) => CutOffBench.RunAsync(bench, Math.Max(2, runs / 5), cancellationToken),
    ["rolling"] = (bench, runs, cancellationToken) => RollingBench.RunAsync(bench, Math.Max(2, runs / 5), cancellationToken),
};
// These need no cluster.
var alone = new Dictionary<string, Func<int, CancellationToken, Task<BenchReport>>>(StringComparer.Ordinal) { ["vip"] = VipBench.RunAsync };
string[] names = [.. benches.Keys, .. alone.Keys];
var runs = new Option<int>("--runs") { Description = "how many crashes and switchovers; a fifth as many of the rest", DefaultValueFactory = _ => 20 };
var only = new Option<string[]>("--only") { Description = $"{string.Join(", ", names)}; default: all", DefaultValueFactory = _ => names };
only.AcceptOnlyFromAmong(names);
var root = new RootCommand("What a client sees of crashes, switchovers, partitions and updates on the local cluster, and what the operator takes at rest; writes artifacts/bench/NAME.json.") { runs, only };
root.SetAction(async (parsed, cancellationToken) =>
{
    foreach (var name in parsed.GetValue(only)!.Where(alone.ContainsKey))
    {
        await (await alone[name](parsed.GetValue(runs), cancellationToken)).SaveAsync(cancellationToken);
    }

    var onCluster = parsed.GetValue(only)!.Where(benches.ContainsKey).ToArray();
    if (onCluster.Length == 0)
    {
        return 0;
    }

    await using var bench = await BenchCluster.UpAsync(cancellationToken);
    var lost = 0;
    foreach (var name in onCluster)
    {
        var report = await benches[name](bench, parsed.GetValue(runs), cancellationToken);
        await report.SaveAsync(cancellationToken);
        lost += report.Counts.Where(count => count.Key is "lost" or "lost with WAIT 1" or "violations").Sum(count => count.Value);
    }

    return lost == 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
