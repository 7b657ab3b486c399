using System.Text.RegularExpressions;
using RedisOperator.Operator.Diagnostics.Metrics;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Tests.Groups;
using RedisOperator.TestSupport;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Diagnostics.Metrics;

/// <summary>Prometheus' own promtool judges the rules and the page (`make tools` brings it).</summary>
public sealed partial class AlertTests
{
    private static readonly string Rules = Path.Combine(RepositoryPaths.Root, "charts", "redis-operator", "files", "alerts.yaml");
    private static readonly string Feed = Path.Combine(RepositoryPaths.Root, "tests", "Operator.Tests", "Diagnostics", "Metrics", "alerts.test.yaml");

    private static readonly string Fetched = Path.Combine(RepositoryPaths.Artifacts, "tools", "promtool");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_rules_are_rules_to_Prometheus() => await PromtoolAsync(null, "check", "rules", Rules);

    [Fact]
    public async Task Every_alert_fires_when_it_is_fed_what_it_is_for_and_not_otherwise() => await PromtoolAsync(null, "test", "rules", Feed);

    [Fact]
    public void No_alert_is_left_out_of_the_feed_and_of_the_page()
    {
        var feed = File.ReadAllText(Feed);
        var page = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "metrics.md"));
        var alerts = Alert().Matches(File.ReadAllText(Rules)).Select(match => match.Groups["name"].Value).ToArray();

        alerts.ShouldBeUnique();
        alerts.Where(alert => !feed.Contains(alert, StringComparison.Ordinal)).ShouldBeEmpty("nothing feeds them");
        PageRow().Matches(page).Select(row => row.Groups["name"].Value).ShouldBe(alerts);
    }

    [Fact]
    public void Every_alert_says_what_it_means_and_what_to_do()
    {
        foreach (var alert in File.ReadAllText(Rules).Split("- alert: ")[1..])
        {
            foreach (var part in (ReadOnlySpan<string>)["severity: ", "summary: ", "description: ", "runbook: "])
            {
                alert.ShouldContain(part);
            }
        }
    }

    [Fact]
    public async Task The_page_is_read_by_Prometheus_without_a_complaint()
    {
        using var groups = new GroupMetrics();
        using var metrics = new OperatorMetrics(groups, page =>
        {
            page.Set(MetricFamilies.Leader, 1);
            page.Set(MetricFamilies.Groups, 1);
            page.SetHistogram(MetricFamilies.SwitchoverPause, "", [1, .. new long[MetricFamilies.SwitchoverPause.Bounds.Length]], 0.1);
        });
        var observation = new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(Names(0)).RoutedTo(0).Observe();
        groups.Saw(new k8s.NamespacedName("shop", "promtool"), observation, GroupPlan.For(observation));

        await PromtoolAsync(await PageText.OfAsync(metrics.Scrape()), "check", "metrics");
    }

    private static async Task PromtoolAsync(string? input, params string[] arguments)
    {
        var result = await new CommandLine(File.Exists(Fetched) ? Fetched : "promtool", arguments) { Input = input }.RunAsync(TimeSpan.FromSeconds(30), Now);
        result.ExitCode.ShouldBe(0, result.ToString());
    }

    [GeneratedRegex(@"^  - alert: (?<name>\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| (?<name>Redis\w+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex PageRow();
}
