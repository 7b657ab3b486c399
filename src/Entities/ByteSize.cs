using System.Globalization;

namespace RedisOperator.Entities;

/// <summary>Amounts of bytes as the API writes them: "500", "64Ki", "30Mi", "1Gi".</summary>
public static class ByteSize
{
    /// <exception cref="FormatException">The text is no amount of bytes.</exception>
    public static long Parse(string text)
    {
        var (number, unit) = text switch
        {
            [.. var digits, 'K', 'i'] => (digits, 1L << 10),
            [.. var digits, 'M', 'i'] => (digits, 1L << 20),
            [.. var digits, 'G', 'i'] => (digits, 1L << 30),
            _ => (text, 1L),
        };
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= long.MaxValue / unit
            ? amount * unit
            : throw new FormatException($"'{text}' is not an amount of bytes: write it as 500, 64Ki or 30Mi");
    }
}
