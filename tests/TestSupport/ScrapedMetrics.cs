using System.Globalization;
using System.Text.RegularExpressions;

namespace RedisOperator.TestSupport;

/// <summary>One line of a scrape.</summary>
public sealed record ScrapedSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A page in Prometheus' text format, read by a reader of this project's tests and not by its writer.</summary>
public sealed partial class ScrapedMetrics(IReadOnlyList<ScrapedSample> samples, string text)
{
    public IReadOnlyList<ScrapedSample> Samples { get; } = samples;

    /// <exception cref="FormatException">A line is neither a comment nor a sample.</exception>
    public static ScrapedMetrics Parse(string text) =>
        new([.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Sample)], text);

    /// <summary>The sum over all series of this name that have these labels; 0 when there is none.</summary>
    public double Sum(string name, params ReadOnlySpan<(string Label, string Value)> labels)
    {
        var wanted = labels.ToArray();
        return Samples.Where(sample => sample.Name == name && wanted.All(pair => sample.Labels.GetValueOrDefault(pair.Label) == pair.Value)).Sum(sample => sample.Value);
    }

    /// <summary>The series that speak of this group.</summary>
    public IEnumerable<ScrapedSample> OfGroup(string ns, string group) =>
        Samples.Where(sample => sample.Labels.GetValueOrDefault("namespace") == ns && sample.Labels.GetValueOrDefault("group") == group);

    public override string ToString() => text;

    private static ScrapedSample Sample(string line)
    {
        var match = Line().Match(line);
        if (!match.Success)
        {
            throw new FormatException($"not a line of Prometheus' text format: {line}");
        }

        var labels = Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => Unescaped(label.Groups["value"].Value), StringComparer.Ordinal);
        var number = match.Groups["value"].Value;
        return new ScrapedSample(match.Groups["name"].Value, labels, number == "+Inf" ? double.PositiveInfinity : double.Parse(number, CultureInfo.InvariantCulture));
    }

    private static string Unescaped(string value) => Escape().Replace(value, match => match.Value == @"\n" ? "\n" : match.Value[1..]);

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_]\w*="([^"\\\n]|\\["\\n])*",?)*)\})? (?<value>\S+)$""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Line();

    [GeneratedRegex("""(?<name>[a-zA-Z_]\w*)="(?<value>([^"\\]|\\.)*)",?""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Label();

    [GeneratedRegex(@"\\.", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Escape();
}
