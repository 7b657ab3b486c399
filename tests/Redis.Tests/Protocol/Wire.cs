using System.Text;

namespace RedisOperator.Redis.Tests.Protocol;

/// <summary>Values to bytes and bytes to values, the way a server and a socket would.</summary>
internal static class Wire
{
    public static List<RedisResult> ReadAll(string wire, RespLimits? limits = null) => ReadAll([Encoding.UTF8.GetBytes(wire)], limits);

    public static List<RedisResult> ReadAll(IEnumerable<byte[]> chunks, RespLimits? limits = null)
    {
        var reader = new RespReader(limits ?? RespLimits.Default);
        var values = new List<RedisResult>();
        foreach (var chunk in chunks)
        {
            Feed(reader, chunk, values);
        }

        return values;
    }

    public static byte[] Write(RedisResult value)
    {
        string Text(char type) => $"{type}{Encoding.Latin1.GetString(value.Bytes.Span)}\r\n";
        byte[] Members(char type, int per) => [.. Encoding.Latin1.GetBytes($"{type}{value.Items.Count / per}\r\n"), .. value.Items.SelectMany(Write)];
        return value.Kind switch
        {
            RedisResultKind.Null => "_\r\n"u8.ToArray(),
            RedisResultKind.SimpleString => Encoding.Latin1.GetBytes(Text('+')),
            RedisResultKind.Error => Encoding.Latin1.GetBytes(Text('-')),
            RedisResultKind.Integer => Encoding.Latin1.GetBytes(Text(':')),
            RedisResultKind.Double => Encoding.Latin1.GetBytes(Text(',')),
            RedisResultKind.Boolean => Encoding.Latin1.GetBytes(Text('#')),
            RedisResultKind.Bulk => [.. Encoding.Latin1.GetBytes($"${value.Bytes.Length}\r\n"), .. value.Bytes.Span, .. "\r\n"u8],
            RedisResultKind.Map => Members('%', 2),
            RedisResultKind.Set => Members('~', 1),
            RedisResultKind.Push => Members('>', 1),
            _ => Members('*', 1),
        };
    }

    private static void Feed(RespReader reader, ReadOnlySpan<byte> chunk, List<RedisResult> values)
    {
        while (!chunk.IsEmpty)
        {
            var room = reader.GetMemory().Span;
            var size = Math.Min(room.Length, chunk.Length);
            chunk[..size].CopyTo(room);
            reader.Advance(size);
            chunk = chunk[size..];
            while (reader.TryRead(out var value))
            {
                values.Add(value);
            }
        }
    }
}
