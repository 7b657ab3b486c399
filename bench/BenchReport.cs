using System.Globalization;
using System.Text.Json;
using RedisOperator.TestSupport;

namespace RedisOperator.Bench;

/// <summary>The numbers of one bench, next to the alternative or the floor measured in the same run.</summary>
/// <param name="Figures">name to distribution</param>
/// <param name="Counts">name to count: writes lost, violations, …</param>
internal sealed record BenchReport(
    string Name, string What, string Unit, DateTimeOffset At, IReadOnlyDictionary<string, Percentiles> Figures, IReadOnlyDictionary<string, int> Counts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes artifacts/bench/NAME.json and prints a line.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryPaths.Artifacts, "bench")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Name}.json"), JsonSerializer.Serialize(this, Json) + "\n", cancellationToken);
        var figures = Figures.Select(figure => string.Create(
            CultureInfo.InvariantCulture, $"{figure.Key} n={figure.Value.Count} median={figure.Value.Median:0} p95={figure.Value.P95:0} max={figure.Value.Maximum:0} {Unit}"));
        Console.WriteLine($"{Name}: {string.Join("; ", figures.Concat(Counts.Select(count => $"{count.Key} {count.Value}")))}");
    }
}
