using System.Globalization;
using System.Text.RegularExpressions;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>Operators, functions and methods; a method's target is its first argument.</summary>
internal static class CelFunctions
{
    private static readonly HashSet<string> Names =
    [
        "size", "matches", "startsWith", "endsWith", "contains", "duration", "timestamp", "int", "uint", "double", "string", "bool", "dyn", "type",
        "lowerAscii", "upperAscii", "trim", "split", "replace", "substring", "indexOf", "lastIndexOf", "join", "charAt", "format",
        "getHours", "getMinutes", "getSeconds", "getMilliseconds", "sum", "min", "max", "isSorted", "abs",
    ];

    /// <summary>The name itself. Throws for a function that does not exist, so that a definition with a misspelt rule is refused.</summary>
    public static string Known(string name) => Names.Contains(name) ? name : throw new CelException($"undeclared reference to '{name}' (in container '')");

    public static object? Call(string function, IReadOnlyList<object?> arguments) => CelOperators.Call(function, arguments) switch
    {
        (true, var value) => value,
        _ => (function, arguments) switch
        {
            ("size", [string text]) => (long)text.EnumerateRunes().Count(),
            ("size", [IReadOnlyList<object?> list]) => (long)list.Count,
            ("size", [IReadOnlyDictionary<object, object?> map]) => (long)map.Count,
            ("matches", [string text, string pattern]) => Matches(text, pattern),
            ("startsWith", [string text, string part]) => text.StartsWith(part, StringComparison.Ordinal),
            ("endsWith", [string text, string part]) => text.EndsWith(part, StringComparison.Ordinal),
            ("contains", [string text, string part]) => text.Contains(part, StringComparison.Ordinal),
            ("duration", [TimeSpan duration]) => duration,
            ("duration", [string text]) => GoDuration.TryParse(text, out var duration) ? duration : throw new CelException($"'{text}' is not a duration"),
            ("timestamp", [DateTimeOffset time]) => time,
            ("timestamp", [string text]) => Timestamps.Parse(text) ?? throw new CelException($"'{text}' is not a timestamp"),
            ("dyn", [var any]) => any,
            ("type", [var any]) => CelValues.TypeName(any),
            ("int" or "uint" or "double" or "string" or "bool", [var any]) => CelConversions.Convert(function, any),
            ("getHours", [TimeSpan time]) => (long)time.TotalHours,
            ("getMinutes", [TimeSpan time]) => (long)time.TotalMinutes,
            ("getSeconds", [TimeSpan time]) => (long)time.TotalSeconds,
            ("getMilliseconds", [TimeSpan time]) => (long)time.TotalMilliseconds,
            ("abs", [long number]) => Math.Abs(number),
            ("abs", [double number]) => Math.Abs(number),
            _ => Text(function, arguments),
        },
    };

    private static object? Text(string function, IReadOnlyList<object?> arguments) => (function, arguments) switch
    {
        ("lowerAscii", [string text]) => text.ToLowerInvariant(),
        ("upperAscii", [string text]) => text.ToUpperInvariant(),
        ("trim", [string text]) => text.Trim(),
        ("split", [string text, string separator]) => text.Split(separator).ToList<object?>(),
        ("replace", [string text, string old, string with]) => text.Replace(old, with, StringComparison.Ordinal),
        ("indexOf", [string text, string part]) => (long)text.IndexOf(part, StringComparison.Ordinal),
        ("lastIndexOf", [string text, string part]) => (long)text.LastIndexOf(part, StringComparison.Ordinal),
        ("substring", [string text, long from]) => Slice(text, from, text.Length),
        ("substring", [string text, long from, long to]) => Slice(text, from, to),
        ("charAt", [string text, long at]) => Slice(text, at, Math.Min(text.Length, at + 1)),
        ("join", [IReadOnlyList<object?> list]) => string.Concat(list),
        ("join", [IReadOnlyList<object?> list, string separator]) => string.Join(separator, list),
        ("format", [string text, IReadOnlyList<object?> list]) => Format(text, list),
        _ => Lists(function, arguments),
    };

    private static object? Lists(string function, IReadOnlyList<object?> arguments) => (function, arguments) switch
    {
        ("sum", [IReadOnlyList<object?> list]) => list.Aggregate((object?)0L, (total, item) => CelOperators.Call("+", [total, item]).Value),
        ("min", [IReadOnlyList<object?> { Count: > 0 } list]) => list.Aggregate((least, item) => CelOperators.Compare(item, least) < 0 ? item : least),
        ("max", [IReadOnlyList<object?> { Count: > 0 } list]) => list.Aggregate((most, item) => CelOperators.Compare(item, most) > 0 ? item : most),
        ("isSorted", [IReadOnlyList<object?> list]) => list.Zip(list.Skip(1)).All(pair => CelOperators.Compare(pair.First, pair.Second) <= 0),
        ("indexOf", [IReadOnlyList<object?> list, var item]) => (long)list.ToList().FindIndex(candidate => CelValues.Equals(candidate, item)),
        _ => throw new CelException($"no such overload: {function}({string.Join(", ", arguments.Select(CelValues.TypeName))})"),
    };

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is RegexParseException or RegexMatchTimeoutException)
        {
            throw new CelException($"'{pattern}' is not a usable pattern: {e.Message}");
        }
    }

    private static string Slice(string text, long from, long to) =>
        from >= 0 && from <= to && to <= text.Length ? text[(int)from..(int)to] : throw new CelException($"index out of range: {from}");

    private static string Format(string format, IReadOnlyList<object?> arguments)
    {
        var next = 0;
        return Regex.Replace(
            format,
            "%(%|s|d|(\\.(?<digits>[0-9]+))?f)",
            match => match.Value == "%%" ? "%" : next < arguments.Count ? One(match, arguments[next++]) : throw new CelException("format() has too few arguments"),
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));

        static string One(Match match, object? value) => match.Groups["digits"].Success && value is double or long
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("F" + match.Groups["digits"].Value, CultureInfo.InvariantCulture)
            : CelConversions.Show(value);
    }
}
