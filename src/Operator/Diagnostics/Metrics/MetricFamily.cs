using System.Collections.Immutable;
using System.Text;

namespace RedisOperator.Operator.Diagnostics.Metrics;

public enum MetricKind
{
    Gauge,
    Counter,
    Histogram,
}

/// <param name="Meter">The name of its <see cref="System.Diagnostics.Metrics.Meter"/>.</param>
public readonly record struct InstrumentName(string Meter, string Name);

/// <summary>A metric: its name, what it means, and the labels that tell its series apart, in the order in which they are written.</summary>
public sealed record MetricFamily(string Name, MetricKind Kind, string Help, params ImmutableArray<string> Labels)
{
    /// <summary>Of a histogram: the upper bounds of its buckets, ascending, without +Inf.</summary>
    public ImmutableArray<double> Bounds { get; init; } = [];

    /// <summary>The instrument that feeds it; null for what is worked out when somebody asks.</summary>
    public InstrumentName? Instrument { get; init; }

    /// <summary><c>a="x",b="y"</c>: the values in the order of <see cref="Labels"/>; fewer values leave the last labels out.</summary>
    public string LabelText(params ReadOnlySpan<string?> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            PrometheusText.AppendLabel(text, Labels[i], values[i] ?? "");
        }
        return text.ToString();
    }
}
