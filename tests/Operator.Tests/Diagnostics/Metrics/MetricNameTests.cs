using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RedisOperator.Operator.Diagnostics.Metrics;
using RedisOperator.TestSupport;

namespace RedisOperator.Operator.Tests.Diagnostics.Metrics;

/// <summary>One table, one page, and no alert or graph of what does not exist.</summary>
public sealed partial class MetricNameTests
{
    private static readonly string Files = Path.Combine(RepositoryPaths.Root, "charts", "redis-operator", "files");

    [Fact]
    public void Every_name_has_its_family_and_its_place_on_the_page()
    {
        var names = typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        MetricFamilies.All.Select(family => family.Name).Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_follow_the_conventions_of_Prometheus()
    {
        foreach (var family in MetricFamilies.All)
        {
            family.Name.ShouldMatch("^(redis_operator|process)_[a-z_]+$");
            family.Name.EndsWith("_total", StringComparison.Ordinal).ShouldBe(family.Kind == MetricKind.Counter, family.Name);
            family.Bounds.IsEmpty.ShouldBe(family.Kind != MetricKind.Histogram, family.Name);
            family.Bounds.ShouldBe(family.Bounds.Order().Distinct(), family.Name);
            family.Help.ShouldEndWith(".");
        }
    }

    [Fact]
    public void The_page_in_docs_lists_exactly_these_with_their_type_and_labels()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "metrics.md")))
            .Select(row => $"{row.Groups["name"].Value} {row.Groups["type"].Value} {row.Groups["labels"].Value.Trim()}");
        rows.ShouldBe(MetricFamilies.All.Select(family => $"{family.Name} {family.Kind.ToString().ToLowerInvariant()} {string.Join(", ", family.Labels)}"));
    }

    [Theory]
    [InlineData("alerts.yaml")]
    [InlineData("dashboard.json")]
    public void What_the_chart_asks_for_exists(string file)
    {
        var asked = Metric().Matches(File.ReadAllText(Path.Combine(Files, file))).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToArray();
        var offered = MetricFamilies.All.SelectMany(Series).ToHashSet(StringComparer.Ordinal);

        asked.Length.ShouldBeGreaterThan(10);
        asked.Where(name => !offered.Contains(name)).ShouldBeEmpty($"{file} asks for metrics that the operator does not have");
    }

    [Fact]
    public void Every_metric_of_a_group_is_on_the_dashboard_or_in_an_alert()
    {
        var asked = File.ReadAllText(Path.Combine(Files, "alerts.yaml")) + File.ReadAllText(Path.Combine(Files, "dashboard.json"));
        MetricFamilies.All.Where(family => !asked.Contains(family.Name, StringComparison.Ordinal)).Select(family => family.Name)
            .ShouldBe([MetricNames.GroupPaused, MetricNames.ProcessStartTime, MetricNames.ProcessOpenFiles], "nobody looks at the others");
    }

    [Fact]
    public void The_dashboard_has_panels_with_queries_and_ids_of_their_own()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Files, "dashboard.json")))!;
        var panels = dashboard["panels"]!.AsArray().Select(panel => panel!).ToArray();

        panels.Select(panel => panel["id"]!.GetValue<int>()).ShouldBeUnique();
        panels.Where(panel => panel["type"]!.GetValue<string>() != "row").ShouldAllBe(panel => panel["targets"]!.AsArray().All(target => target!["expr"]!.GetValue<string>().Length > 0));
        foreach (var panel in panels)
        {
            var place = panel["gridPos"]!;
            (place["x"]!.GetValue<int>() + place["w"]!.GetValue<int>()).ShouldBeLessThanOrEqualTo(24, panel["title"]!.GetValue<string>());
        }
    }

    private static IEnumerable<string> Series(MetricFamily family) =>
        family.Kind == MetricKind.Histogram ? [$"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count"] : [family.Name];

    [GeneratedRegex(@"\b(redis_operator|process)_[a-z_]+", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| (?<type>\w+) \| (?<labels>[^|]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Row();
}
