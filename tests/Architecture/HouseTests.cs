using System.Text.RegularExpressions;

namespace RedisOperator.Architecture;

/// <summary>House rules that no analyzer knows.</summary>
public sealed partial class HouseTests
{
    private const int LongestFile = 400;
    private static readonly string[] Drawers = ["Utils", "Util", "Helpers", "Helper", "Common", "Manager", "Misc"];

    public static TheoryData<string> Folders => ["src", "tests", "demo", "bench"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_file_is_short_enough_to_be_one_thing(string folder) =>
        Sources.Under(folder).Select(source => (source.Path, Lines: source.Text.Count(character => character == '\n')))
            .Where(file => file.Lines > LongestFile).Select(file => $"{file.Path}: {file.Lines} lines").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Rooms_not_drawers(string folder) =>
        Sources.Under(folder).Where(source => source.Path.Split('/', '.').Any(part => Drawers.Contains(part, StringComparer.Ordinal))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_warning_is_switched_off_and_nothing_is_left_for_later(string folder) =>
        Sources.Under(folder).Matches(Silenced()).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_test_is_skipped(string folder) =>
        Sources.Under(folder).Matches(Skipped()).ShouldBeEmpty();

    [Fact]
    public void The_rules_can_fail()
    {
        Silenced().IsMatch("#pragma warning " + "disable CA1822").ShouldBeTrue();
        Sources.WithoutCommentsAndTexts("""var a = "// no comment"; // a comment""").ShouldBe("""var a = ""; """);
        Sources.WithoutCommentsAndTexts("await /* x */ Task;").ShouldBe("await  Task;");
    }

    [GeneratedRegex(@"#pragma\s+warning\s+disable|\bNotImplementedException\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Silenced();

    [GeneratedRegex(@"\[(Fact|Theory)\([^)]*\bSkip\w*\s*=", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Skipped();
}
