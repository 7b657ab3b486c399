using System.Text.RegularExpressions;

namespace RedisOperator.Architecture;

/// <summary>docs/complaints.md promises tests: they exist, and every row has one or a sentence on why not.</summary>
public sealed partial class ComplaintTests
{
    private const int Complaints = 25;

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var tests = Sources.Under("tests").Where(source => !source.Path.StartsWith("tests/Architecture/", StringComparison.Ordinal))
            .SelectMany(source => TestMethod().Matches(source.Code).Select(match => $"{Path.GetFileNameWithoutExtension(source.Path)}.{match.Groups["name"].Value}")).ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Sources.File("docs/complaints.md")).Select(match => match.Groups["test"].Value).ToArray();

        named.Length.ShouldBeGreaterThan(Complaints);
        named.Where(name => !tests.Contains(name)).ShouldBeEmpty("docs/complaints.md names tests that do not exist");
    }

    [Fact]
    public void Every_complaint_has_a_test_or_a_reason()
    {
        var rows = Row().Matches(Sources.File("docs/complaints.md"));

        rows.Select(row => int.Parse(row.Groups["number"].Value)).ShouldBe(Enumerable.Range(1, Complaints));
        rows.Where(row => !Named().IsMatch(row.Groups["answer"].Value) && !row.Groups["answer"].Value.StartsWith("no test", StringComparison.Ordinal)).Select(row => row.Value).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\[(Fact|Theory)[^\]]*\](\s*\[[^\]]*\])*\s*public (async )?(Task|void) (?<name>\w+)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(?<test>\w+Tests\.\w+)`", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| (?<number>\d+) \| (?<complaint>[^|]+) \| (?<answer>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Row();
}
