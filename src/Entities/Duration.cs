using System.Buffers;
using System.Globalization;
using System.Text;

namespace RedisOperator.Entities;

/// <summary>Durations as the API writes them: "500ms", "5s", "1m30s", "1.5h". Units h, m, s, ms; no sign, no days.</summary>
public static class Duration
{
    /// <summary>What a duration looks like, for the API server: a subset of what CEL's duration() reads.</summary>
    public const string Pattern = "^([0-9]+([.][0-9]+)?(h|ms|m|s))+$";

    private static readonly SearchValues<char> DigitsAndDot = SearchValues.Create("0123456789.");

    /// <exception cref="FormatException">The text is not a duration.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration: write it as 5s, 500ms or 1m30s");

    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        var rest = text.AsSpan();
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            if (!TryTakePart(ref rest, out var part))
            {
                value = TimeSpan.Zero;
                return false;
            }

            value += part;
        }

        return true;
    }

    /// <summary>The shortest text for a duration that is not negative, rounded to milliseconds.</summary>
    public static string Format(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        var text = new StringBuilder();
        Append(text, (long)value.TotalHours, "h");
        Append(text, value.Minutes, "m");
        Append(text, value.Seconds, "s");
        Append(text, value.Milliseconds, "ms");
        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static void Append(StringBuilder text, long amount, string unit)
    {
        if (amount > 0)
        {
            text.Append(amount).Append(unit);
        }
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, out TimeSpan part)
    {
        part = TimeSpan.Zero;
        var digits = rest.IndexOfAnyExcept(DigitsAndDot);
        // .NET reads ".5" and "5." as numbers; the API server's pattern does not.
        if (digits <= 0
            || rest[0] == '.'
            || rest[digits - 1] == '.'
            || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        rest = rest[digits..];
        var letters = rest.IndexOfAnyInRange('0', '9');
        var unit = letters < 0 ? rest : rest[..letters];
        double? milliseconds = unit switch { "h" => 3_600_000, "m" => 60_000, "s" => 1_000, "ms" => 1, _ => null };
        if (milliseconds is null || amount * milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 1000)
        {
            return false;
        }

        part = TimeSpan.FromMilliseconds(amount * milliseconds.Value);
        rest = rest[unit.Length..];
        return true;
    }
}
