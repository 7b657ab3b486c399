namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>What the signs mean, apart from the two that look at one side only.</summary>
internal static class CelOperators
{
    /// <summary>Found is false when <paramref name="sign"/> is no operator.</summary>
    public static (bool Found, object? Value) Call(string sign, IReadOnlyList<object?> arguments) => (sign, arguments) switch
    {
        ("==", [var a, var b]) => (true, CelValues.Equals(a, b)),
        ("!=", [var a, var b]) => (true, !CelValues.Equals(a, b)),
        ("<", [var a, var b]) => (true, Compare(a, b) < 0),
        ("<=", [var a, var b]) => (true, Compare(a, b) <= 0),
        (">", [var a, var b]) => (true, Compare(a, b) > 0),
        (">=", [var a, var b]) => (true, Compare(a, b) >= 0),
        ("in", [var a, IReadOnlyList<object?> list]) => (true, list.Any(item => CelValues.Equals(item, a))),
        ("in", [{ } a, IReadOnlyDictionary<object, object?> map]) => (true, map.ContainsKey(a)),
        ("!", [bool truth]) => (true, !truth),
        ("negate", [long number]) => (true, -number),
        ("negate", [double real]) => (true, -real),
        ("+" or "-" or "*" or "/" or "%", [var a, var b]) => (true, Arithmetic(sign, a, b)),
        ("in" or "!" or "negate", _) => throw Mismatch(sign, arguments),
        _ => (false, null),
    };

    public static int Compare(object? a, object? b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        (long x, double y) => ((double)x).CompareTo(y),
        (double x, long y) => x.CompareTo(y),
        (double x, double y) => x.CompareTo(y),
        (string x, string y) => string.CompareOrdinal(x, y),
        (bool x, bool y) => x.CompareTo(y),
        (TimeSpan x, TimeSpan y) => x.CompareTo(y),
        (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
        _ => throw Mismatch("<", [a, b]),
    };

    private static object Arithmetic(string sign, object? a, object? b)
    {
        try
        {
            return (sign, a, b) switch
            {
                ("+", long x, long y) => checked(x + y),
                ("-", long x, long y) => checked(x - y),
                ("*", long x, long y) => checked(x * y),
                ("/", long x, long y) => x / y,
                ("%", long x, long y) => x % y,
                ("+", double x, double y) => x + y,
                ("-", double x, double y) => x - y,
                ("*", double x, double y) => x * y,
                ("/", double x, double y) => x / y,
                ("+", string x, string y) => x + y,
                ("+", IReadOnlyList<object?> x, IReadOnlyList<object?> y) => x.Concat(y).ToList(),
                ("+", TimeSpan x, TimeSpan y) => x + y,
                ("-", TimeSpan x, TimeSpan y) => x - y,
                ("+", DateTimeOffset x, TimeSpan y) => x + y,
                ("-", DateTimeOffset x, TimeSpan y) => x - y,
                ("-", DateTimeOffset x, DateTimeOffset y) => x - y,
                _ => throw Mismatch(sign, [a, b]),
            };
        }
        catch (DivideByZeroException)
        {
            throw new CelException("division by zero");
        }
        catch (OverflowException)
        {
            throw new CelException("return error for overflow");
        }
    }

    private static CelException Mismatch(string sign, IEnumerable<object?> arguments) =>
        new($"found no matching overload for '_{sign}_' applied to '({string.Join(", ", arguments.Select(CelValues.TypeName))})'");
}
