using System.Diagnostics.Metrics;
using k8s;
using RedisOperator.Operator.Diagnostics.Metrics;

namespace RedisOperator.Operator.Tests.Diagnostics.Metrics;

public sealed class MeterSeriesTests : IDisposable
{
    // A meter of each test's own: listeners hear every meter of that name in the process.
    private readonly Meter _meter = new($"test-{Guid.NewGuid()}");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_counter_adds_up_by_its_labels_whatever_the_order_of_the_tags()
    {
        var family = MetricFamilies.Switches with { Instrument = new(_meter.Name, "count") };
        using var series = new MeterSeries([family]);
        var counter = _meter.CreateCounter<long>("count");

        counter.Add(1, Tag("namespace", "shop"), Tag("group", "cache"), Tag("kind", "Failover"));
        counter.Add(2, Tag("kind", "Failover"), Tag("group", "cache"), Tag("namespace", "shop"));
        counter.Add(0, Tag("namespace", "shop"), Tag("group", "other"), Tag("kind", "Failover"));

        (await LinesAsync(series)).ShouldBe(
            ["redis_operator_switches_total{namespace=\"shop\",group=\"cache\",kind=\"Failover\",outcome=\"\"} 3", "redis_operator_switches_total{namespace=\"shop\",group=\"other\",kind=\"Failover\",outcome=\"\"} 0"]);
    }

    [Fact]
    public async Task A_value_on_a_bound_belongs_to_its_bucket()
    {
        var family = MetricFamilies.SwitchDuration with { Instrument = new(_meter.Name, "seconds"), Bounds = [1, 2] };
        using var series = new MeterSeries([family]);
        var histogram = _meter.CreateHistogram<double>("seconds");

        foreach (var value in (double[])[0.5, 1, 1.5, 2, 7])
        {
            histogram.Record(value, Tag("kind", "Failover"));
        }

        (await LinesAsync(series)).ShouldBe(
        [
            "redis_operator_switch_duration_seconds_bucket{kind=\"Failover\",le=\"1\"} 2",
            "redis_operator_switch_duration_seconds_bucket{kind=\"Failover\",le=\"2\"} 4",
            "redis_operator_switch_duration_seconds_bucket{kind=\"Failover\",le=\"+Inf\"} 5",
            "redis_operator_switch_duration_seconds_sum{kind=\"Failover\"} 12",
            "redis_operator_switch_duration_seconds_count{kind=\"Failover\"} 5",
        ]);
    }

    [Fact]
    public async Task The_series_of_a_group_that_is_gone_disappear_and_no_others()
    {
        var family = MetricFamilies.Switches with { Instrument = new(_meter.Name, "count") };
        using var series = new MeterSeries([family]);
        var counter = _meter.CreateCounter<long>("count");
        foreach (var (ns, group) in (ReadOnlySpan<(string, string)>)[("shop", "cache"), ("shop", "cache-2"), ("other", "cache")])
        {
            counter.Add(1, Tag("namespace", ns), Tag("group", group));
        }

        series.Forget(new NamespacedName("shop", "cache"));

        var left = await LinesAsync(series);
        left.Length.ShouldBe(2);
        left.ShouldNotContain(line => line.Contains("namespace=\"shop\",group=\"cache\"", StringComparison.Ordinal));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static async Task<string[]> LinesAsync(MeterSeries series)
    {
        var page = new MetricsPage();
        series.AddTo(page);
        return [.. (await PageText.OfAsync(page)).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
