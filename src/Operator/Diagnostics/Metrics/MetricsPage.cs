using System.Collections.Immutable;
using System.IO.Pipelines;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>What one scrape answers: filled by whoever has something to say, then written family by family, as the format demands.</summary>
public sealed class MetricsPage
{
    private readonly Dictionary<string, List<Sample>> _samples = new(StringComparer.Ordinal);

    /// <param name="family">Not a histogram.</param>
    /// <param name="value">The value now.</param>
    /// <param name="labels">In the order of the family's labels.</param>
    public void Set(MetricFamily family, double value, params ReadOnlySpan<string?> labels) => SetText(family, value, family.LabelText(labels));

    public void SetText(MetricFamily family, double value, string labels) => Of(family).Add(new Sample("", labels, value));

    /// <param name="family">A histogram.</param>
    /// <param name="labels">As <see cref="Sample.Labels"/>.</param>
    /// <param name="counts">One for each bound and one for what is above all of them; each its own bucket's, not yet added up.</param>
    /// <param name="sum">The sum of what was measured.</param>
    public void SetHistogram(MetricFamily family, string labels, ImmutableArray<long> counts, double sum)
    {
        var samples = Of(family);
        var before = labels.Length == 0 ? "" : labels + ",";
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            var bound = i < family.Bounds.Length ? family.Bounds[i] : double.PositiveInfinity;
            samples.Add(new Sample("_bucket", $"{before}le=\"{PrometheusText.Number(bound)}\"", total));
        }
        samples.Add(new Sample("_sum", labels, sum));
        samples.Add(new Sample("_count", labels, total));
    }

    /// <summary>In the order of the table, so that two scrapes read alike.</summary>
    public async Task WriteAsync(PipeWriter output, CancellationToken ct)
    {
        foreach (var family in MetricFamilies.All)
        {
            if (_samples.TryGetValue(family.Name, out var samples))
            {
                PrometheusText.Write(output, family, samples);
                await output.FlushAsync(ct);
            }
        }
    }

    private List<Sample> Of(MetricFamily family) => _samples.TryGetValue(family.Name, out var samples) ? samples : _samples[family.Name] = [];
}
