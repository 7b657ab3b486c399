namespace RedisOperator.Redis;

/// <summary>
/// What a command is called in messages: its first word, and the second for containers. Redis repeats arguments in some errors
/// (unknown command, bad CONFIG value), so for a command that carries a password the error's text is not passed on.
/// </summary>
internal readonly record struct CommandName(string Text, bool CarriesSecret)
{
    private static readonly HashSet<string> Containers = new(StringComparer.OrdinalIgnoreCase) { "SENTINEL", "CLIENT", "CONFIG", "ACL" };

    private static readonly HashSet<string> SecretMarks =
        new(StringComparer.OrdinalIgnoreCase) { "AUTH", "auth-pass", "sentinel-pass", "requirepass", "masterauth", "SETUSER", "user", "tls-key-file-pass", "tls-client-key-file-pass" };

    public static CommandName Of(ReadOnlySpan<string> arguments)
    {
        var text = arguments.Length > 1 && Containers.Contains(arguments[0]) ? $"{arguments[0]} {arguments[1]}" : arguments[0];
        return new CommandName(text, HasSecret(arguments));
    }

    private static bool HasSecret(ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
        {
            if (SecretMarks.Contains(argument))
            {
                return true;
            }
        }

        return false;
    }
}
