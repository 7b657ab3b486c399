using System.Text.RegularExpressions;
using RedisOperator.TestSupport;

namespace RedisOperator.Architecture;

/// <summary>One file of C#, as written and without its comments and texts, so that a rule about code is not tripped by a sentence.</summary>
internal sealed record Source(string Path, string Text, string Code)
{
    public override string ToString() => Path;
}

/// <summary>The sources of this checkout, read from disk.</summary>
internal static partial class Sources
{
    /// <summary>Every C# file under a folder of the repository.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there: a rule about it would hold for nothing.</exception>
    public static IReadOnlyList<Source> Under(string folder)
    {
        var files = Directory.EnumerateFiles(System.IO.Path.Combine(RepositoryPaths.Root, folder), "*.cs", SearchOption.AllDirectories);
        return [.. files.Order(StringComparer.Ordinal).Select(Read)];
    }

    public static string File(string path) => System.IO.File.ReadAllText(System.IO.Path.Combine(RepositoryPaths.Root, path));

    public static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(RepositoryPaths.Root, folder), "*.csproj", SearchOption.AllDirectories);

    /// <summary>file: what was found, for each match in the code of these sources.</summary>
    public static IEnumerable<string> Matches(this IEnumerable<Source> sources, Regex pattern) =>
        from source in sources
        from match in pattern.Matches(source.Code)
        select $"{source.Path}: {match.Value}";

    internal static string WithoutCommentsAndTexts(string text) => NotCode().Replace(text, match => match.Value[0] == '/' ? "" : "\"\"");

    private static Source Read(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        return new Source(System.IO.Path.GetRelativePath(RepositoryPaths.Root, file), text, WithoutCommentsAndTexts(text));
    }

    // Texts first in the alternatives at each position, so that "http://…" is a text and no comment.
    [GeneratedRegex("""
        \"{3,}[\s\S]*?\"{3,}|@\"(?:[^\"]|\"\")*\"|\"(?:\\.|[^\"\\\n])*\"|//[^\n]*|/\*[\s\S]*?\*/
        """, RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 2000)]
    private static partial Regex NotCode();
}
