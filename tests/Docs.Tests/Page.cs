namespace RedisOperator.Docs.Tests;

/// <summary>
/// A page for users: its <c>sh</c> blocks are commands, in the order in which they stand there. What a page says of its commands is in a comment that a reader
/// does not see: <c>&lt;!-- tried on: a cluster --&gt;</c> (or the operator, a group, nothing).
/// </summary>
public sealed record Page(string Name, string StartsOn, IReadOnlyList<Block> Blocks)
{
    public const string Nothing = "nothing";
    public const string Cluster = "a cluster";
    public const string Operator = "the operator";
    public const string Group = "a group";

    private const string Begin = "<!-- tried on: ";
    private const string End = " -->";
    private const string Fence = "```";

    public static IEnumerable<string> All =>
        new[] { "README.md", "CONTRIBUTING.md" }
            .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryPaths.Root, "docs"), "*.md").Select(file => Path.GetRelativePath(RepositoryPaths.Root, file)))
            .Order(StringComparer.Ordinal);

    public static Page Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryPaths.Root, name));
        var on = lines.FirstOrDefault(line => line.StartsWith(Begin, StringComparison.Ordinal) && line.EndsWith(End, StringComparison.Ordinal));
        return new Page(name, on is null ? Nothing : on[Begin.Length..^End.Length], [.. BlocksOf(name, lines)]);
    }

    /// <summary>Fenced blocks with their language. A block that is never closed would swallow the rest of the page: that is an error of the page.</summary>
    private static IEnumerable<Block> BlocksOf(string name, string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith(Fence, StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, at + 1, line => line == Fence);
                if (end < 0)
                {
                    throw new FormatException($"{name}:{at + 1}: this block has no end");
                }
                yield return new Block(at + 1, lines[at][Fence.Length..].Trim(), string.Join('\n', lines[(at + 1)..end]));
                at = end;
            }
        }
    }
}

/// <param name="Line">1-based, of the opening fence.</param>
public sealed record Block(int Line, string Language, string Text)
{
    public bool IsCommands => Language == "sh" && !IsRunElsewhere;

    /// <summary>What .ci/run does itself, one command in a block of its own: this test runs in the middle of it.</summary>
    public bool IsRunElsewhere => Language == "sh" && Text is "make demo" or "make test";
}
