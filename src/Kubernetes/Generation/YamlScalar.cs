using System.Text;
using System.Text.RegularExpressions;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>How a string is written so that a YAML reader gets the same string back.</summary>
internal static partial class YamlScalar
{
    public static void Append(StringBuilder text, string value, int indent)
    {
        if (IsLiteralBlock(value))
        {
            text.Append(value.EndsWith('\n') ? "|\n" : "|-\n");
            foreach (var line in value.TrimEnd('\n').Split('\n'))
            {
                text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
            }

            return;
        }

        text.Append(Quoted(value)).Append('\n');
    }

    public static string Quoted(string value)
    {
        if (value.Any(char.IsControl))
        {
            return DoubleQuoted(value);
        }

        return IsPlain(value) ? value : $"'{value.Replace("'", "''")}'";
    }

    // A block that begins with a space or ends with several line breaks would need indicators that nobody remembers.
    private static bool IsLiteralBlock(string value) =>
        value.Contains('\n')
        && !value.StartsWith(' ')
        && !value.StartsWith('\n')
        && !value.EndsWith("\n\n", StringComparison.Ordinal)
        && value.All(character => character is '\n' || !char.IsControl(character));

    private static bool IsPlain(string value) =>
        Plain().IsMatch(value) && !Special().IsMatch(value) && !value.Contains(": ") && !value.Contains(" #") && !value.EndsWith(':') && !value.EndsWith(' ');

    private static string DoubleQuoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\n' => text.Append("\\n"),
                _ when char.IsControl(character) => text.Append("\\u").Append(((int)character).ToString("x4")),
                _ => text.Append(character),
            };
        }

        return text.Append('"').ToString();
    }

    [GeneratedRegex("^[A-Za-z0-9./(_$][^\\n]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    // What a YAML reader would take for a number, a truth value, null or a date.
    [GeneratedRegex("^(true|false|yes|no|on|off|null|y|n|[.]?[0-9][0-9_.,:eE+xob-]*|[.](inf|nan)|[0-9]{4}-.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Special();
}
