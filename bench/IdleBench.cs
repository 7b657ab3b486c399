using System.Globalization;
using System.Text.RegularExpressions;
using RedisOperator.TestSupport;

namespace RedisOperator.Bench;

/// <summary>What the operator takes when nothing happens: one group at rest, one operator, as it is shipped and as it is built (with the framework of the machine).</summary>
internal static partial class IdleBench
{
    /// <summary>The image of the operator as the build leaves it.</summary>
    public const string BuiltImage = "redis-operator-built";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private const int Looks = 15;

    public static async Task<BenchReport> RunAsync(BenchCluster bench, int runs, CancellationToken cancellationToken)
    {
        var operators = bench.Cluster.Kubectl(OperatorInstallation.Namespace);
        await operators.RunAsync(cancellationToken, "scale", OperatorInstallation.Deployment, "--replicas=1");
        var figures = new Dictionary<string, Percentiles>(StringComparer.Ordinal);
        await MeasureAsync(bench, operators, "as shipped", Math.Max(3, runs / 4), figures, cancellationToken);
        await operators.RunAsync(cancellationToken, "set", "image", OperatorInstallation.Deployment, $"operator={BuiltImage}:dev");
        await MeasureAsync(bench, operators, "as built", Math.Max(3, runs / 4), figures, cancellationToken);
        return new BenchReport("idle", "one operator that leads one group of three at rest; memory after 20 s of rest, CPU over the 30 s after that", "", TimeProvider.System.GetUtcNow(), figures, new Dictionary<string, int>());
    }

    private static async Task MeasureAsync(BenchCluster bench, Kubectl operators, string what, int starts, Dictionary<string, Percentiles> figures, CancellationToken cancellationToken)
    {
        var ready = new List<double>();
        for (var start = 0; start < starts; start++)
        {
            await operators.RunAsync(cancellationToken, "rollout", "restart", OperatorInstallation.Deployment);
            await operators.RunAsync(cancellationToken, "rollout", "status", OperatorInstallation.Deployment, "--timeout=60s");
            ready.Add(await ReadyAfterAsync(operators, cancellationToken));
        }

        await bench.WholeAsync(cancellationToken);
        await Task.Delay(Settle, cancellationToken);
        var process = await Eventually.GetAsync("one operator runs", Patience, _ => Task.FromResult(OperatorProcess.Find(bench.Cluster)), found => found is not null, cancellationToken: cancellationToken);
        var looks = new List<ProcessUse> { process!.Read() };
        var began = TimeProvider.System.GetTimestamp();
        for (var look = 1; look < Looks; look++)
        {
            await Task.Delay(Between, cancellationToken);
            looks.Add(process.Read());
        }

        figures[$"RSS {what}, MiB"] = Percentiles.Of(looks.Select(use => use.ResidentMiB));
        figures[$"anonymous {what}, MiB"] = Percentiles.Of(looks.Select(use => use.AnonymousMiB));
        figures[$"CPU {what}, thousandths of a core"] = Percentiles.Of([(looks[^1].CpuMs - looks[0].CpuMs) / TimeProvider.System.GetElapsedTime(began).TotalSeconds]);
        figures[$"start to ready {what}, ms"] = Percentiles.Of(ready);
    }

    /// <summary>By its own clock: from the start of the process to the line that says that its copies of the cluster are complete.</summary>
    private static async Task<double> ReadyAfterAsync(Kubectl operators, CancellationToken cancellationToken)
    {
        var pod = await Eventually.GetAsync(
            "there is one pod", Patience, async ct => await operators.ListAsync("pods", ct), pods => pods.Count == 1 && pods[0]["metadata"]!["deletionTimestamp"] is null, cancellationToken: cancellationToken);
        var name = pod[0]["metadata"]!["name"]!.GetValue<string>();
        await using var forward = await PortForward.OpenAsync(operators, $"pod/{name}", 8080, cancellationToken);
        var started = (await forward.ScrapeAsync(cancellationToken)).Sum("process_start_time_seconds");
        var log = await operators.RunAsync(cancellationToken, "logs", name, "--tail=-1");
        var ready = DateTimeOffset.Parse(Ready().Match(log).Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return (ready.ToUnixTimeMilliseconds() / 1000.0 - started) * 1000;
    }

    [GeneratedRegex(@"^(?<at>\S+Z) .*watching groups in", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Ready();
}
