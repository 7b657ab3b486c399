namespace RedisOperator.Redis.Tests.Protocol;

/// <summary>Any value that RESP3 can carry, down to a depth.</summary>
internal static class RandomValue
{
    public static RedisResult Next(Random random, int depth) => random.Next(depth > 0 ? 11 : 7) switch
    {
        0 => RedisResult.Null,
        1 => RedisResult.Text(RedisResultKind.SimpleString, Line(random)),
        2 => RedisResult.Text(RedisResultKind.Error, "ERR " + Line(random)),
        3 => RedisResult.Text(RedisResultKind.Integer, $"{random.NextInt64(long.MinValue, long.MaxValue)}"),
        4 => RedisResult.Text(RedisResultKind.Double, $"{random.NextDouble()}"),
        5 => RedisResult.Text(RedisResultKind.Boolean, random.Next(2) == 0 ? "t" : "f"),
        6 => RedisResult.Scalar(RedisResultKind.Bulk, Bytes(random)),
        7 => Members(random, depth, RedisResultKind.Array, 1),
        8 => Members(random, depth, RedisResultKind.Map, 2),
        9 => Members(random, depth, RedisResultKind.Set, 1),
        _ => Members(random, depth, RedisResultKind.Push, 1),
    };

    private static RedisResult Members(Random random, int depth, RedisResultKind kind, int perMember) =>
        RedisResult.Aggregate(kind, [.. Enumerable.Range(0, random.Next(4) * perMember).Select(_ => Next(random, depth - 1))]);

    private static string Line(Random random) => random.GetString("abc xyz+-$*:", random.Next(20));

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }
}
