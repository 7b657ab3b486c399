using System.Buffers;
using System.Globalization;
using System.Text;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>One line of the page.</summary>
/// <param name="Suffix">What a histogram's lines add to the name: <c>_bucket</c>, <c>_sum</c>, <c>_count</c>.</param>
/// <param name="Labels"><c>a="x",b="y"</c>, escaped; empty without labels.</param>
public readonly record struct Sample(string Suffix, string Labels, double Value);

/// <summary>Prometheus' text exposition format, version 0.0.4.</summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>HELP, TYPE and the lines of one family. A family without a series writes nothing.</summary>
    public static void Write(IBufferWriter<byte> output, MetricFamily family, IReadOnlyList<Sample> samples)
    {
        if (samples.Count == 0)
        {
            return;
        }
        var kind = family.Kind switch { MetricKind.Counter => "counter", MetricKind.Histogram => "histogram", _ => "gauge" };
        var line = new StringBuilder();
        line.Append("# HELP ").Append(family.Name).Append(' ').Append(EscapedHelp(family.Help)).Append('\n');
        line.Append("# TYPE ").Append(family.Name).Append(' ').Append(kind).Append('\n');
        foreach (var sample in samples)
        {
            line.Append(family.Name).Append(sample.Suffix);
            if (sample.Labels.Length > 0)
            {
                line.Append('{').Append(sample.Labels).Append('}');
            }
            line.Append(' ').Append(Number(sample.Value)).Append('\n');
            Flush(output, line, atLeast: 4096);
        }
        Flush(output, line, atLeast: 1);
    }

    /// <summary>As Go's ParseFloat reads it.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Adds <c>name="value"</c>, after a comma when it is not the first.</summary>
    public static void AppendLabel(StringBuilder labels, string name, string value)
    {
        if (labels.Length > 0)
        {
            labels.Append(',');
        }
        labels.Append(name).Append("=\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '\\' => labels.Append(@"\\"),
                '"' => labels.Append("\\\""),
                '\n' => labels.Append(@"\n"),
                _ => labels.Append(character),
            };
        }
        labels.Append('"');
    }

    private static string EscapedHelp(string help) => help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private static void Flush(IBufferWriter<byte> output, StringBuilder text, int atLeast)
    {
        if (text.Length < atLeast)
        {
            return;
        }
        foreach (var chunk in text.GetChunks())
        {
            // A chunk may end between the two halves of a character only if a name held one; names and labels of Kubernetes do not.
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }
        text.Clear();
    }
}
