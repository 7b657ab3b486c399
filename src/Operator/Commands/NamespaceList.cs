namespace RedisOperator.Operator.Commands;

/// <summary>Names of namespaces as one writes them after an option: <c>team-a,team-b</c>.</summary>
public static class NamespaceList
{
    private const int Longest = 63;

    /// <summary>Each name once, in the order of writing; empty for an empty text, which means all namespaces.</summary>
    public static IReadOnlyList<string> Parse(string? text) => string.IsNullOrWhiteSpace(text) ? [] : [.. Names(text).Distinct(StringComparer.Ordinal)];

    /// <summary>What is wrong with the text, and what to write instead; null when nothing is.</summary>
    public static string? Problem(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        foreach (var name in Names(text))
        {
            if (name.Length == 0)
            {
                return $"there is an empty name in '{text}': write names with a comma between them, such as team-a,team-b";
            }
            if (name == "*")
            {
                return "'*' is no namespace: leave the option out to look after all of them";
            }
            if (!IsName(name))
            {
                return $"'{name}' is no name of a namespace: lower-case letters, digits and '-', a letter or digit at both ends, at most {Longest} characters";
            }
        }
        return null;
    }

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    private static bool IsName(string name) =>
        name.Length <= Longest && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-') && name[0] != '-' && name[^1] != '-';
}
