using System.Globalization;

namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>A Pratt parser for CEL. Macros are recognized here, as in the language's definition.</summary>
internal sealed class CelParser
{
    private const int Unary = 60;
    private const int Postfix = 70;

    private static readonly Dictionary<string, int> Binary = new()
    {
        ["?"] = 5,
        ["||"] = 10,
        ["&&"] = 20,
        ["=="] = 30,
        ["!="] = 30,
        ["<"] = 30,
        ["<="] = 30,
        [">"] = 30,
        [">="] = 30,
        ["in"] = 30,
        ["+"] = 40,
        ["-"] = 40,
        ["*"] = 50,
        ["/"] = 50,
        ["%"] = 50,
    };

    private readonly List<CelToken> _tokens;
    private int _at;

    private CelParser(string source) => _tokens = CelLexer.Read(source);

    private CelToken Current => _tokens[_at];

    /// <summary>Throws <see cref="CelException"/>.</summary>
    public static CelNode Parse(string source)
    {
        var parser = new CelParser(source);
        var expression = parser.Expression(0);
        parser.Expect(CelTokenKind.End, "");
        return expression;
    }

    private CelNode Expression(int power)
    {
        var left = Prefix();
        while (Power() is { } next && next > power)
        {
            left = Infix(left, next);
        }

        return left;
    }

    private int? Power()
    {
        if (Current is { Kind: CelTokenKind.Operator, Text: "." or "[" })
        {
            return Postfix;
        }

        var isWord = Current is { Kind: CelTokenKind.Identifier, Text: "in" };
        return (isWord || Current.Kind == CelTokenKind.Operator) && Binary.TryGetValue(Current.Text, out var power) ? power : null;
    }

    private CelNode Infix(CelNode left, int power)
    {
        var sign = Take().Text;
        switch (sign)
        {
            case ".":
                return Member(left);
            case "[":
                var index = Expression(0);
                Expect(CelTokenKind.Operator, "]");
                return new CelIndex(left, index);
            case "?":
                var then = Expression(0);
                Expect(CelTokenKind.Operator, ":");
                return new CelConditional(left, then, Expression(power - 1));
            default:
                return new CelCall(sign, null, [left, Expression(power)]);
        }
    }

    private CelNode Prefix()
    {
        var token = Take();
        return token switch
        {
            { Kind: CelTokenKind.Integer } => new CelLiteral(Integer(token)),
            { Kind: CelTokenKind.Double } => new CelLiteral(double.Parse(token.Text, CultureInfo.InvariantCulture)),
            { Kind: CelTokenKind.Text } => new CelLiteral(token.Text),
            { Kind: CelTokenKind.Identifier } => Word(token),
            { Text: "(" } => Parenthesized(),
            { Text: "[" } => new CelListLiteral(List("]")),
            { Text: "{" } => Map(),
            { Text: "!" } => new CelCall("!", null, [Expression(Unary)]),
            { Text: "-" } => new CelCall("negate", null, [Expression(Unary)]),
            _ => throw Unexpected(token),
        };
    }

    private static long Integer(CelToken token) => long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? value : throw new CelException($"Syntax error: {token.Text} is not an int");

    private CelNode Word(CelToken word)
    {
        switch (word.Text)
        {
            case "true":
                return new CelLiteral(true);
            case "false":
                return new CelLiteral(false);
            case "null":
                return new CelLiteral(null);
        }

        if (!Accept("("))
        {
            return new CelIdentifier(word.Text);
        }

        var arguments = List(")");
        if (word.Text != "has")
        {
            return new CelCall(CelFunctions.Known(word.Text), null, arguments);
        }

        return arguments is [CelSelect select] ? new CelHas(select.Target, select.Field) : throw new CelException("invalid argument to has() macro");
    }

    private CelNode Member(CelNode target)
    {
        var name = Expect(CelTokenKind.Identifier, null).Text;
        if (!Accept("("))
        {
            return new CelSelect(target, name);
        }

        var arguments = List(")");
        if (name is "all" or "exists" or "exists_one" or "existsOne" or "filter" or "map")
        {
            return Macro(name, target, arguments);
        }

        return new CelCall(CelFunctions.Known(name), target, arguments);
    }

    private static CelComprehension Macro(string name, CelNode range, List<CelNode> arguments)
    {
        if (arguments is not [CelIdentifier variable, ..] || arguments.Count is not (2 or 3) || (arguments.Count == 3 && name != "map"))
        {
            throw new CelException($"invalid arguments to {name}(): it takes a variable and an expression");
        }

        return new(name, range, variable.Name, arguments.Count == 3 ? arguments[1] : null, arguments[^1]);
    }

    private CelNode Parenthesized()
    {
        var inner = Expression(0);
        Expect(CelTokenKind.Operator, ")");
        return inner;
    }

    private List<CelNode> List(string close)
    {
        var items = new List<CelNode>();
        while (!Accept(close))
        {
            items.Add(Expression(0));
            if (!Accept(","))
            {
                Expect(CelTokenKind.Operator, close);
                break;
            }
        }

        return items;
    }

    private CelMapLiteral Map()
    {
        var entries = new List<(CelNode, CelNode)>();
        while (!Accept("}"))
        {
            var key = Expression(0);
            Expect(CelTokenKind.Operator, ":");
            entries.Add((key, Expression(0)));
            if (!Accept(","))
            {
                Expect(CelTokenKind.Operator, "}");
                break;
            }
        }

        return new(entries);
    }

    private CelToken Take() => _tokens[_at++];

    private bool Accept(string sign)
    {
        if (Current.Kind != CelTokenKind.Operator || Current.Text != sign)
        {
            return false;
        }

        _at++;
        return true;
    }

    private CelToken Expect(CelTokenKind kind, string? text) =>
        Current.Kind == kind && (text is null || Current.Text == text) ? _tokens[kind == CelTokenKind.End ? _at : _at++] : throw Unexpected(Current);

    private static CelException Unexpected(CelToken token) => new(token.Kind == CelTokenKind.End
        ? "Syntax error: the expression ends too early"
        : $"Syntax error: unexpected '{token.Text}' at position {token.Position}");
}
