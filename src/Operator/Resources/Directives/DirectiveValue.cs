using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// A directive's value in its two forms: what CONFIG SET takes (one string), and what redis.conf says (words, quoted where they must be). A file with an
/// unbalanced quote, or with too many words for one directive, keeps redis from starting; CONFIG SET only refuses it.
/// </summary>
internal static class DirectiveValue
{
    // Words that belong together on one line of a file; 6.2 takes no more than one such set a line. 0: all of them on one.
    private static readonly FrozenDictionary<string, int> WordsOnLine = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["save"] = 2,
        ["client-output-buffer-limit"] = 4,
        ["oom-score-adj-values"] = 0,
        ["latency-tracking-info-percentiles"] = 0,
        ["shutdown-on-sigint"] = 0,
        ["shutdown-on-sigterm"] = 0,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The argument of CONFIG SET, or null when the quotes of the value do not pair.</summary>
    public static string? ForCommand(string value) => Words(value) is { } words ? string.Join(' ', words) : null;

    /// <summary>The values of the directive's lines in a file for what <see cref="ForCommand"/> gives.</summary>
    public static IEnumerable<string> ForFile(string name, string argument)
    {
        if (!WordsOnLine.TryGetValue(name, out var size))
        {
            return [Quoted(argument)];
        }
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? ["\"\""] : words.Chunk(size == 0 ? words.Length : size).Select(line => string.Join(' ', line));
    }

    /// <summary>In double quotes with escapes, as redis.conf reads them, when it would not be the same word without.</summary>
    public static string Quoted(string word)
    {
        if (word.Length > 0 && word[0] != '#' && !word.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is '"' or '\'' or '\\'))
        {
            return word;
        }
        var text = new StringBuilder("\"");
        foreach (var character in word)
        {
            _ = char.IsControl(character) ? text.Append($"\\x{(int)character:x2}") : text.Append(character is '"' or '\\' ? "\\" : "").Append(character);
        }

        return text.Append('"').ToString();
    }

    /// <summary>The words of a line as redis.conf reads them; null when a quote is not closed, or something but a space follows one.</summary>
    public static ImmutableArray<string>? Words(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var position = 0;
        while (true)
        {
            while (position < line.Length && char.IsWhiteSpace(line[position]))
            {
                position++;
            }
            if (position == line.Length)
            {
                return words.ToImmutable();
            }
            if (Word(line, ref position) is not { } word)
            {
                return null;
            }
            words.Add(word);
        }
    }

    private static string? Word(string line, ref int position)
    {
        var word = new StringBuilder();
        for (; position < line.Length && !char.IsWhiteSpace(line[position]); position++)
        {
            if (line[position] is '"' or '\'')
            {
                if (!Quotation(line, ref position, word))
                {
                    return null;
                }
                continue;
            }
            word.Append(line[position]);
        }

        return word.ToString();
    }

    /// <summary>Leaves the position at the closing quote, which must end the word.</summary>
    private static bool Quotation(string line, ref int position, StringBuilder word)
    {
        var quote = line[position];
        for (position++; position < line.Length; position++)
        {
            if (line[position] == quote)
            {
                return position + 1 == line.Length || char.IsWhiteSpace(line[position + 1]);
            }
            if (line[position] == '\\' && position + 1 < line.Length && (quote == '"' || line[position + 1] == '\''))
            {
                position++;
                if (quote == '"' && Byte(line, position) is { } hexadecimal)
                {
                    word.Append(hexadecimal);
                    position += 2;
                    continue;
                }
                word.Append(quote == '"' ? Escaped(line[position]) : line[position]);
                continue;
            }
            word.Append(line[position]);
        }

        return false;
    }

    private static char Escaped(char character) => character switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'a' => '\a', _ => character };

    private static char? Byte(string line, int position) =>
        line[position] == 'x' && position + 2 < line.Length && char.IsAsciiHexDigit(line[position + 1]) && char.IsAsciiHexDigit(line[position + 2])
            ? (char)Convert.ToByte(line.Substring(position + 1, 2), 16)
            : null;
}
