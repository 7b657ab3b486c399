using System.Globalization;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>int(), double(), string() and bool().</summary>
internal static class CelConversions
{
    public static object Convert(string type, object? value) => (type, value) switch
    {
        ("int" or "uint", long number) => number,
        ("int" or "uint", double real) when Math.Abs(real) < long.MaxValue => (long)real,
        ("int" or "uint", string text) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        ("int", DateTimeOffset time) => time.ToUnixTimeSeconds(),
        ("double", long number) => (double)number,
        ("double", double real) => real,
        ("double", string text) when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
        ("bool", bool truth) => truth,
        ("bool", "true" or "True" or "1" or "t") => true,
        ("bool", "false" or "False" or "0" or "f") => false,
        ("string", null) => throw new CelException("no such overload: string(null_type)"),
        ("string", _) => Show(value),
        _ => throw new CelException($"type conversion error from '{CelValues.TypeName(value)}' to '{type}'"),
    };

    public static string Show(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        TimeSpan duration => GoDuration.Format(duration),
        DateTimeOffset time => Timestamps.Seconds(time),
        IReadOnlyList<object?> list => "[" + string.Join(", ", list.Select(Show)) + "]",
        IReadOnlyDictionary<object, object?> map => "{" + string.Join(", ", map.Select(pair => $"{Show(pair.Key)}: {Show(pair.Value)}")) + "}",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
