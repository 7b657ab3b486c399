using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using RedisOperator.Operator.Diagnostics.Metrics;

namespace RedisOperator.Operator.Tests.Diagnostics.Metrics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void A_family_has_its_help_and_type_before_its_lines()
    {
        var family = new MetricFamily("pods", MetricKind.Gauge, "Pods.", "namespace", "pod");
        Text(family, new Sample("", family.LabelText("shop", "cache-0"), 1), new Sample("", family.LabelText("shop", "cache-1"), 0.25))
            .ShouldBe("# HELP pods Pods.\n# TYPE pods gauge\npods{namespace=\"shop\",pod=\"cache-0\"} 1\npods{namespace=\"shop\",pod=\"cache-1\"} 0.25\n");
    }

    [Fact]
    public void What_has_no_series_is_not_mentioned() => Text(new MetricFamily("pods", MetricKind.Gauge, "Pods.")).ShouldBe("");

    [Fact]
    public void Label_values_and_help_are_escaped_as_the_format_asks()
    {
        var family = new MetricFamily("a", MetricKind.Counter, "one\\two\nlines \"said\"", "x");
        Text(family, new Sample("", family.LabelText("q\"b\\n\nö"), 1)).ShouldBe("# HELP a one\\\\two\\nlines \"said\"\n# TYPE a counter\na{x=\"q\\\"b\\\\n\\nö\"} 1\n");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(-2, "-2")]
    [InlineData(1763820000.123, "1763820000.123")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_read_the_same_everywhere(double value, string text) => PrometheusText.Number(value).ShouldBe(text);

    [Fact]
    public async Task A_histogram_adds_its_buckets_up_and_ends_with_all_of_them()
    {
        var family = MetricFamilies.SwitchDuration;
        var page = new MetricsPage();
        ImmutableArray<long> counts = [2, 0, 1, .. Enumerable.Repeat(0L, family.Bounds.Length - 3), 4];
        page.SetHistogram(family, "kind=\"Failover\"", counts, 12.5);

        var lines = (await PageText.OfAsync(page)).Split('\n');

        lines[1].ShouldBe("# TYPE redis_operator_switch_duration_seconds histogram");
        lines[2].ShouldBe("redis_operator_switch_duration_seconds_bucket{kind=\"Failover\",le=\"0.05\"} 2");
        lines[4].ShouldBe("redis_operator_switch_duration_seconds_bucket{kind=\"Failover\",le=\"0.15\"} 3");
        lines[^4].ShouldBe("redis_operator_switch_duration_seconds_bucket{kind=\"Failover\",le=\"+Inf\"} 7");
        lines[^3].ShouldBe("redis_operator_switch_duration_seconds_sum{kind=\"Failover\"} 12.5");
        lines[^2].ShouldBe("redis_operator_switch_duration_seconds_count{kind=\"Failover\"} 7");
    }

    [Fact]
    public async Task A_histogram_without_labels_has_no_comma_before_its_bound()
    {
        var page = new MetricsPage();
        page.SetHistogram(MetricFamilies.SwitchoverPause, "", [1, .. new long[MetricFamilies.SwitchoverPause.Bounds.Length]], 0.01);
        (await PageText.OfAsync(page)).ShouldContain("redis_operator_switchover_pause_seconds_bucket{le=\"0.05\"} 1\n");
    }

    [Fact]
    public void A_long_family_is_written_whole()
    {
        var family = new MetricFamily("pods", MetricKind.Gauge, "Pods.", "pod");
        var samples = Enumerable.Range(0, 2000).Select(pod => new Sample("", family.LabelText($"pod-{pod}"), pod)).ToArray();
        Text(family, samples).Split('\n').Count(line => line.StartsWith("pods{", StringComparison.Ordinal)).ShouldBe(2000);
    }

    private static string Text(MetricFamily family, params Sample[] samples)
    {
        var output = new ArrayBufferWriter<byte>();
        PrometheusText.Write(output, family, samples);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
