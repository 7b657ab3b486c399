using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Bench;

/// <summary>The master is cut off from everything but a client on its own side.</summary>
internal static class CutOffBench
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterTheMove = TimeSpan.FromSeconds(2);

    private sealed record Sample(double Moved, double LastTaken, double Demoted, int Lost, int LostConfirmed, int Violations);

    public static async Task<BenchReport> RunAsync(BenchCluster bench, int runs, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        for (var run = 0; run < runs; run++)
        {
            samples.Add(await OnceAsync(bench, cancellationToken));
        }

        return new BenchReport(
            "cutoff", "the master is cut off from everything but a client on its own side (100 plain writes/s there)", "ms", TimeProvider.System.GetUtcNow(),
            new Dictionary<string, Percentiles>(StringComparer.Ordinal)
            {
                ["VIP moved"] = Percentiles.Of(samples.Select(sample => sample.Moved)),
                ["last write taken on the cut-off side"] = Percentiles.Of(samples.Select(sample => sample.LastTaken)),
                ["demoted after the network's return"] = Percentiles.Of(samples.Select(sample => sample.Demoted)),
                ["writes lost on the cut-off side"] = Percentiles.Of(samples.Select(sample => (double)sample.Lost)),
            },
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["lost with WAIT 1"] = samples.Sum(sample => sample.LostConfirmed),
                ["violations"] = samples.Sum(sample => sample.Violations),
            });
    }

    private static async Task<Sample> OnceAsync(BenchCluster bench, CancellationToken cancellationToken)
    {
        var master = (await bench.WholeAsync(cancellationToken)).Master!;
        var pod = (await bench.Group.PodsAsync(cancellationToken)).Single(view => view.Name == master);
        await using var check = await bench.CheckAsync(new CheckLoad(), cancellationToken);
        var load = new CheckLoad(Connections: 2);
        await using var inside = CheckProcess.Start(await bench.Group.InsideTargetAsync(pod, cancellationToken), bench.File("inside"), load);
        await inside.StartedAsync(cancellationToken);
        await inside.WarmAsync(load, cancellationToken);

        var cutAt = await bench.Cluster.FaultAsync("cutoff", bench.Group.PodKey(master), cancellationToken);
        DateTimeOffset healedAt;
        try
        {
            await bench.Watch.WaitAsync("the VIP leads to another pod", Patience, status => status.Holder is not null && status.Holder != master, cancellationToken);
            await Task.Delay(AfterTheMove, cancellationToken);
        }
        finally
        {
            healedAt = await bench.Cluster.FaultAsync("restore", bench.Group.PodKey(master), CancellationToken.None);
        }

        await bench.WholeAsync(cancellationToken, notUnder: master);
        await inside.StopAsync();
        var isolated = await check.CompareAsync([inside.LedgerFile], cancellationToken);
        var verdict = await check.VerdictAsync(cancellationToken);
        var moved = verdict.Record.Vip.First(vip => vip.At > cutAt && vip.Value.Count == 1 && !vip.Value.Contains(pod.Uid)).At;
        var lastTaken = LedgerEntry.ReadFile(inside.LedgerFile).Where(write => write.WasAnsweredOk).Max(write => write.AnsweredAt);
        var zombie = verdict.Record.Roles.Where(role => role.Pod == pod.Uid && role.Role == RoleSpan.Master && role.Last > healedAt).Select(role => role.Last).DefaultIfEmpty(healedAt).Max();
        return new Sample(
            (moved - cutAt).TotalMilliseconds, (lastTaken - cutAt).TotalMilliseconds, (zombie - healedAt).TotalMilliseconds, isolated.LostAcknowledged,
            isolated.LostConfirmed + verdict.LostConfirmed, verdict.Violations.Count);
    }
}
