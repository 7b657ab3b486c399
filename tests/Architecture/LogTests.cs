using System.Text.RegularExpressions;

namespace RedisOperator.Architecture;

/// <summary>Log lines are an interface: somebody's alert is keyed on an id.</summary>
public sealed partial class LogTests
{
    public static TheoryData<string, string[]> Processes => new()
    {
        { "the operator", ["src/Entities", "src/Kubernetes", "src/Redis", "src/Vip", "src/Operator"] },
        { "the local cluster", ["src/LocalCluster"] },
    };

    [Theory]
    [MemberData(nameof(Processes))]
    public void An_event_id_means_one_thing_in_a_process(string process, string[] folders)
    {
        var ids = folders.SelectMany(Sources.Under).SelectMany(source => Message().Matches(source.Text).Select(match => (Id: match.Groups["id"].Value, source.Path))).ToArray();

        ids.ShouldNotBeEmpty($"{process} logs nothing, or this test no longer finds what it logs");
        ids.GroupBy(entry => entry.Id).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(entry => entry.Path))}").ShouldBeEmpty(process);
    }

    [Fact]
    public void Every_message_has_an_id_of_its_own_and_stands_in_a_log_file()
    {
        var sources = Sources.Under("src");

        sources.Where(source => AnyMessage().Count(source.Text) != Message().Count(source.Text)).Select(source => source.Path).ShouldBeEmpty("a message without an id");
        sources.Where(source => AnyMessage().IsMatch(source.Text) && !source.Path.EndsWith(".Log.cs", StringComparison.Ordinal)).Select(source => source.Path)
            .ShouldBeEmpty("messages stand in X.Log.cs beside X.cs");
    }

    [GeneratedRegex(@"^\s*\[LoggerMessage\(\s*(EventId\s*=\s*)?(?<id>\d+)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Message();

    [GeneratedRegex(@"^\s*\[LoggerMessage\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex AnyMessage();
}
