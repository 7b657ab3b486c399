using System.Globalization;
using System.Text;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>The series of one counter or histogram, by their labels. Thread safe.</summary>
internal sealed class FamilySeries(MetricFamily family)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);

    /// <summary>Tags that are no labels of the family are left out; a label without a tag is empty.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                _series[labels] = series = new Series(new long[family.Bounds.Length + 1]);
            }
            series.Sum += value;
            if (family.Kind == MetricKind.Histogram)
            {
                series.Counts[BucketOf(value)]++;
            }
        }
    }

    /// <summary>Drops the series whose labels begin like this; the text ends with a label's closing quote.</summary>
    public void Forget(string labels)
    {
        lock (_gate)
        {
            foreach (var key in _series.Keys.Where(key => key.StartsWith(labels, StringComparison.Ordinal)).ToArray())
            {
                _series.Remove(key);
            }
        }
    }

    public void AddTo(MetricsPage page)
    {
        lock (_gate)
        {
            foreach (var (labels, series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (family.Kind == MetricKind.Histogram)
                {
                    page.SetHistogram(family, labels, [.. series.Counts], series.Sum);
                }
                else
                {
                    page.SetText(family, series.Sum, labels);
                }
            }
        }
    }

    private int BucketOf(double value)
    {
        var at = 0;
        while (at < family.Bounds.Length && value > family.Bounds[at])
        {
            at++;
        }
        return at;
    }

    private string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (family.Labels.IsEmpty)
        {
            return "";
        }
        var text = new StringBuilder();
        foreach (var label in family.Labels)
        {
            PrometheusText.AppendLabel(text, label, ValueOf(tags, label));
        }
        return text.ToString();
    }

    private static string ValueOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, string label)
    {
        foreach (var (name, value) in tags)
        {
            if (name == label)
            {
                return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            }
        }
        return "";
    }

    private sealed class Series(long[] counts)
    {
        public long[] Counts { get; } = counts;

        public double Sum { get; set; }
    }
}
