using System.Buffers;
using System.Globalization;
using System.Text;

namespace RedisOperator.Redis;

/// <summary>Commands as RESP wants them: an array of bulk strings, each with its length in bytes, so that nothing needs quoting.</summary>
internal static class RespWriter
{
    public static byte[] Encode(ReadOnlySpan<string> arguments)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteHeader(output, '*', arguments.Length);
        foreach (var argument in arguments)
        {
            WriteHeader(output, '$', Encoding.UTF8.GetByteCount(argument));
            Encoding.UTF8.GetBytes(argument, output);
            output.Write("\r\n"u8);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteHeader(ArrayBufferWriter<byte> output, char type, int count) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{type}{count}\r\n"), output);
}
