using System.Text;

namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>Cuts an expression into tokens; the last one is End.</summary>
internal sealed class CelLexer(string source)
{
    private static readonly string[] Operators =
        ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ",", ".", "(", ")", "[", "]", "{", "}"];

    private int _at;

    public static List<CelToken> Read(string source)
    {
        var lexer = new CelLexer(source);
        var tokens = new List<CelToken>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != CelTokenKind.End);

        return tokens;
    }

    private CelToken Next()
    {
        SkipSpace();
        var start = _at;
        if (_at >= source.Length)
        {
            return new(CelTokenKind.End, "", start);
        }

        if (TryText(out var text))
        {
            return new(CelTokenKind.Text, text, start);
        }

        if (char.IsAsciiLetter(source[_at]) || source[_at] == '_')
        {
            while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
            {
                _at++;
            }

            return new(CelTokenKind.Identifier, source[start.._at], start);
        }

        if (char.IsAsciiDigit(source[_at]))
        {
            return Number(start);
        }

        var found = Array.Find(Operators, candidate => string.CompareOrdinal(source, _at, candidate, 0, candidate.Length) == 0)
            ?? throw new CelException($"Syntax error: token recognition error at: '{source[_at]}' (position {_at})");
        _at += found.Length;
        return new(CelTokenKind.Operator, found, start);
    }

    private CelToken Number(int start)
    {
        var isDouble = false;
        while (_at < source.Length)
        {
            var isPoint = source[_at] == '.' && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1]);
            var isSign = source[_at] is '+' or '-' && source[_at - 1] is 'e' or 'E';
            isDouble |= isPoint || source[_at] is 'e' or 'E';
            if (!char.IsAsciiDigit(source[_at]) && !isPoint && source[_at] is not ('e' or 'E') && !isSign)
            {
                break;
            }

            _at++;
        }

        var text = source[start.._at];
        if (_at < source.Length && source[_at] is 'u' or 'U')
        {
            _at++;
        }

        return new(isDouble ? CelTokenKind.Double : CelTokenKind.Integer, text, start);
    }

    private void SkipSpace()
    {
        while (_at < source.Length)
        {
            if (source[_at] == '/' && _at + 1 < source.Length && source[_at + 1] == '/')
            {
                var end = source.IndexOf('\n', _at);
                _at = end < 0 ? source.Length : end;
            }
            else if (char.IsWhiteSpace(source[_at]))
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private bool TryText(out string text)
    {
        text = "";
        var isRaw = source[_at] is 'r' or 'R' && _at + 1 < source.Length && source[_at + 1] is '\'' or '"';
        var open = isRaw ? _at + 1 : _at;
        if (source[open] is not ('\'' or '"'))
        {
            return false;
        }

        var quote = source[open];
        var triple = new string(quote, 3);
        var isTriple = string.CompareOrdinal(source, open, triple, 0, 3) == 0;
        var close = isTriple ? triple : quote.ToString();
        _at = open + close.Length;
        var read = new StringBuilder();
        while (string.CompareOrdinal(source, _at, close, 0, close.Length) != 0)
        {
            if (_at >= source.Length)
            {
                throw new CelException($"Syntax error: a string that starts at position {open} does not end");
            }

            if (source[_at] == '\\' && !isRaw)
            {
                Escape(read);
            }
            else
            {
                read.Append(source[_at++]);
            }
        }

        _at += close.Length;
        text = read.ToString();
        return true;
    }

    private void Escape(StringBuilder read)
    {
        _at++;
        var escape = _at < source.Length ? source[_at++] : throw new CelException("Syntax error: a string ends in a backslash");
        switch (escape)
        {
            case 'n':
                read.Append('\n');
                break;
            case 't':
                read.Append('\t');
                break;
            case 'r':
                read.Append('\r');
                break;
            case 'x':
                Code(read, 2);
                break;
            case 'u':
                Code(read, 4);
                break;
            case '\\' or '\'' or '"' or '`' or '?':
                read.Append(escape);
                break;
            default:
                throw new CelException($"Syntax error: unknown escape \\{escape}");
        }
    }

    private void Code(StringBuilder read, int digits)
    {
        if (_at + digits > source.Length || !int.TryParse(source.AsSpan(_at, digits), System.Globalization.NumberStyles.HexNumber, null, out var code))
        {
            throw new CelException("Syntax error: an escape needs hexadecimal digits");
        }

        read.Append((char)code);
        _at += digits;
    }
}
