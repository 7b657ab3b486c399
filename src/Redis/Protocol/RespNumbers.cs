using System.Buffers.Text;

namespace RedisOperator.Redis;

/// <summary>Numbers as RESP writes them: the whole of the text or nothing.</summary>
internal static class RespNumbers
{
    public static long? Int64(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length ? number : null;

    public static double? Double(ReadOnlySpan<byte> text) => text switch
    {
        _ when text.SequenceEqual("inf"u8) || text.SequenceEqual("+inf"u8) => double.PositiveInfinity,
        _ when text.SequenceEqual("-inf"u8) => double.NegativeInfinity,
        _ when text.SequenceEqual("nan"u8) => double.NaN,
        _ => Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length ? number : null,
    };
}
