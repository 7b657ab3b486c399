using System.Text.RegularExpressions;

namespace RedisOperator.Architecture;

/// <summary>Names that users see are constants, and each has its line in docs/names.md; a line there for a name that is gone is as wrong as one that is missing.</summary>
public sealed partial class NameTests
{
    [Theory]
    [InlineData("Labels")]
    [InlineData("Annotations")]
    [InlineData("Conditions")]
    [InlineData("Reasons")]
    public void The_page_lists_exactly_the_constants(string file)
    {
        var constants = Constant().Matches(Sources.File($"src/Entities/{file}.cs")).Select(match => match.Groups["value"].Value).ToArray();
        var page = Sources.File("docs/names.md");
        var section = Section(page, file);
        var documented = Row().Matches(section).Select(match => match.Groups["name"].Value).ToArray();

        constants.ShouldNotBeEmpty();
        documented.Order(StringComparer.Ordinal).ShouldBe(constants.Order(StringComparer.Ordinal), $"docs/names.md, section {file}, against src/Entities/{file}.cs");
    }

    private static string Section(string page, string title)
    {
        var parts = page.Split("\n## ");
        return parts.SingleOrDefault(part => part.StartsWith(title + "\n", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"docs/names.md has no section '## {title}'.");
    }

    [GeneratedRegex("""public const string \w+ =\s*"(?<value>[^"]+)";""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Constant();

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Row();
}
