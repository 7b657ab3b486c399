namespace RedisOperator.Operator.Resources;

/// <summary>The passwords of a group as its Secret has them. Never printed.</summary>
/// <param name="Wanted">What the user wants it to be; <see cref="Current"/> when nothing is to change.</param>
/// <param name="Current">What all processes accept, and what is used between them.</param>
/// <param name="Previous">The one before, for processes that started with an earlier file; null when it was never changed.</param>
/// <param name="Until">Until when clients may use the previous one; null when they may not.</param>
public sealed record GroupPasswords(string Wanted, string Current, string? Previous, DateTimeOffset? Until)
{
    public static readonly string Rule = "a password is 1 to 512 printable ASCII characters without spaces, quotes and backslashes, and without a line break at its end";

    /// <summary>Sentinel writes passwords into its own file without quotes: what would need them would keep it from starting.</summary>
    public static bool IsUsable(string password) =>
        password.Length is > 0 and <= 512 && password.All(character => character is > ' ' and <= '~' and not ('"' or '\'' or '\\'));

    public override string ToString() => "passwords";
}
