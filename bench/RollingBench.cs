using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Bench;

/// <summary>Rolling updates of all pods under 1,000 writes a second.</summary>
internal static class RollingBench
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<BenchReport> RunAsync(BenchCluster bench, int runs, CancellationToken cancellationToken)
    {
        await bench.WholeAsync(cancellationToken);
        await using var check = await bench.CheckAsync(new CheckLoad(Rate: 1000), cancellationToken);
        var rolls = new List<Span>();
        for (var run = 1; run <= runs; run++)
        {
            var began = TimeProvider.System.GetUtcNow();
            await RollAsync(bench, 10 + run, cancellationToken);
            rolls.Add(new Span(began, TimeProvider.System.GetUtcNow()));
        }

        var verdict = await check.VerdictAsync(cancellationToken);
        return new BenchReport(
            "rolling", "a changed template rolls through three pods, 1,000 writes/s, half with WAIT 1", "ms", TimeProvider.System.GetUtcNow(),
            new Dictionary<string, Percentiles>(StringComparer.Ordinal)
            {
                ["longest write gap"] = Percentiles.Of(rolls.Select(verdict.LongestGapMs)),
                ["all pods new"] = Percentiles.Of(rolls.Select(roll => roll.Length.TotalMilliseconds)),
            },
            new Dictionary<string, int>(StringComparer.Ordinal) { ["lost"] = verdict.LostAcknowledged + verdict.LostConfirmed, ["violations"] = verdict.Violations.Count });
    }

    private static async Task RollAsync(BenchCluster bench, int milliCores, CancellationToken cancellationToken)
    {
        var before = (await bench.Group.PodsAsync(cancellationToken)).Select(pod => pod.Uid).ToHashSet(StringComparer.Ordinal);
        var patch = $$"""{"spec":{"resources":{"requests":{"cpu":"{{milliCores}}m"} } } }""";
        await bench.Group.Kubectl.RunAsync(cancellationToken, "patch", "redisgroup", bench.Group.Name, "--type=merge", "-p", patch);
        await Eventually.GetAsync(
            "all pods are new", Patience, bench.Group.PodsAsync, pods => pods.Count == before.Count && pods.All(pod => !before.Contains(pod.Uid) && pod.Ready), pods => string.Join('\n', pods), cancellationToken);
        await bench.WholeAsync(cancellationToken);
    }
}
