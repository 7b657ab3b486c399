using RedisOperator.TestSupport;

namespace RedisOperator.Bench;

/// <summary>Crashes of the master, one after the other.</summary>
internal static class CrashBench
{
    public static async Task<BenchReport> RunAsync(BenchCluster bench, int runs, CancellationToken cancellationToken)
    {
        var crash = new CrashRun(bench.Cluster, bench.Group, bench.Watch, bench.Files);
        var samples = new List<CrashSample>();
        for (var number = 1; number <= runs; number++)
        {
            var sample = await crash.OnceAsync(number, cancellationToken);
            samples.Add(sample);
            Console.WriteLine($"{number,3}/{runs}: detected {sample.Detected:0}, promoted {sample.Promoted:0}, routed {sample.Routed:0}, first write {sample.FirstWrite:0} ms (the writer's own part {sample.WriterOwn:0.0})");
        }

        return new BenchReport(
            "crash", "milliseconds since the SIGKILL of the master's redis; promotion is the floor: no address can lead to a master before there is one", "ms", TimeProvider.System.GetUtcNow(),
            new Dictionary<string, Percentiles>(StringComparer.Ordinal)
            {
                ["firstWrite"] = Percentiles.Of(samples.Select(sample => sample.FirstWrite)),
                ["detected"] = Percentiles.Of(samples.Select(sample => sample.Detected)),
                ["promoted"] = Percentiles.Of(samples.Select(sample => sample.Promoted)),
                ["routed"] = Percentiles.Of(samples.Select(sample => sample.Routed)),
                ["writerOwn"] = Percentiles.Of(samples.Select(sample => sample.WriterOwn)),
            },
            new Dictionary<string, int>(StringComparer.Ordinal) { ["lost with WAIT 1"] = samples.Sum(sample => sample.LostWait) });
    }
}
