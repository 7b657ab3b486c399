using System.Globalization;

namespace RedisOperator.Entities;

/// <summary>Amounts of storage as spec.persistence.size allows them, as bytes to compare.</summary>
public static class StorageSize
{
    /// <summary>What the API server itself can compare: whole Mi, Gi or Ti. Of other forms the operator says it.</summary>
    public const string PlainPattern = "^[0-9]{1,9}(Mi|Gi|Ti)$";

    private static readonly (string Suffix, decimal Factor)[] Units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("Pi", 1L << 50), ("Ei", 1L << 60),
        ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m), ("E", 1e18m),
    ];

    /// <summary>Null for what is no amount.</summary>
    public static decimal? Bytes(string? text)
    {
        if (text is null)
        {
            return null;
        }
        foreach (var (suffix, factor) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
            {
                return Number(text[..^suffix.Length]) * factor;
            }
        }

        return Number(text);
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
