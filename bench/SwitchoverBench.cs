using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Checking;
using RedisOperator.TestSupport.Groups;

namespace RedisOperator.Bench;

/// <summary>Switchovers under 1,000 writes a second; then, as the alternative, SENTINEL FAILOVER given by hand, under the same load and with the same operator.</summary>
internal static class SwitchoverBench
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);
    private static readonly CheckLoad Load = new(Rate: 1000);

    public static async Task<BenchReport> RunAsync(BenchCluster bench, int runs, CancellationToken cancellationToken)
    {
        var (planned, gaps) = await UnderLoadAsync(bench, runs, AskAsync, cancellationToken);
        var (naive, naiveGaps) = await UnderLoadAsync(bench, Math.Max(3, runs / 5), FailOverAsync, cancellationToken);
        return new BenchReport(
            "switchover", "write gap of the client that waited longest, 1,000 writes/s, half with WAIT 1", "ms", TimeProvider.System.GetUtcNow(),
            new Dictionary<string, Percentiles>(StringComparer.Ordinal) { ["gap"] = Percentiles.Of(gaps), ["gap of SENTINEL FAILOVER"] = Percentiles.Of(naiveGaps) },
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["lost"] = planned.LostAcknowledged + planned.LostConfirmed,
                ["violations"] = planned.Violations.Count,
                ["lost by SENTINEL FAILOVER"] = naive.LostAcknowledged + naive.LostConfirmed,
            });
    }

    private static async Task<(CheckVerdict Verdict, IReadOnlyList<double> Gaps)> UnderLoadAsync(
        BenchCluster bench, int runs, Func<BenchCluster, CancellationToken, Task> move, CancellationToken cancellationToken)
    {
        await using var check = await bench.CheckAsync(Load, cancellationToken);
        var moves = new List<(Span During, GroupStatus After)>();
        for (var run = 0; run < runs; run++)
        {
            var before = await bench.WholeAsync(cancellationToken);
            await Task.Delay(Settle, cancellationToken);
            var began = TimeProvider.System.GetUtcNow();
            await move(bench, cancellationToken);
            var after = await bench.WholeAsync(cancellationToken, notUnder: before.Master);
            moves.Add((new Span(began, TimeProvider.System.GetUtcNow()), after));
        }

        var verdict = await check.VerdictAsync(cancellationToken);
        foreach (var (during, after) in moves)
        {
            Console.WriteLine(Line(verdict, during, after));
        }
        return (verdict, [.. moves.Select(moved => verdict.LongestGapMs(moved.During))]);
    }

    /// <summary>What the operator says of a switch, and each client's own pause: from when, after the switch began to hold writes back, to when.</summary>
    private static string Line(CheckVerdict verdict, Span during, GroupStatus after)
    {
        var promoted = after.LastSwitch is { StartedAt: { } started, PromoteMs: { } promoteMs } ? started.AddMilliseconds(promoteMs) : during.From;
        var gaps = verdict.InterruptionsOfEach.Where(gap => gap.Milliseconds >= 50 && gap.During.And(during) is not null)
            .Select(gap => $"{(gap.During.From - promoted).TotalMilliseconds:0}..{(gap.During.To - promoted).TotalMilliseconds:0}");
        return $"writes held back {after.LastSwitch?.PausedMs} ms, routed {after.LastSwitch?.RouteMs} ms after the promotion; each client's pause around the promotion: {string.Join(", ", gaps)} ms";
    }

    private static Task AskAsync(BenchCluster bench, CancellationToken cancellationToken) =>
        bench.Group.Kubectl.RunAsync(cancellationToken, "annotate", "--overwrite", "redisgroup", bench.Group.Name, "redisoperator.io/switchover=any");

    private static async Task FailOverAsync(BenchCluster bench, CancellationToken cancellationToken)
    {
        var replica = (await bench.Group.PodsAsync(cancellationToken)).First(pod => pod.Role == "replica");
        await bench.Group.RedisAsync($"{replica.Address}:26379", cancellationToken, "SENTINEL", "FAILOVER", $"{bench.Group.Kubectl.Namespace}.{bench.Group.Name}");
    }
}
