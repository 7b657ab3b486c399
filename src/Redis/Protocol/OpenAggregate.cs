namespace RedisOperator.Redis;

/// <summary>An array, map, set, push or attribute whose members are still arriving. Room grows with what arrives, not with what was promised.</summary>
internal sealed class OpenAggregate(char type, int declared)
{
    private const int TrustedCapacity = 64;
    private readonly List<RedisResult> _items = new(Math.Min(declared, TrustedCapacity));

    /// <summary>Maps and attributes declare pairs.</summary>
    public long Expected { get; } = type is '%' or '|' ? 2L * declared : declared;

    /// <summary>RESP3 metadata about the value that follows; nothing here reads it.</summary>
    public bool IsAttribute => type == '|';

    public bool IsComplete => _items.Count == Expected;

    public void Add(RedisResult item) => _items.Add(item);

    public RedisResult Close() => RedisResult.Aggregate(
        type switch
        {
            '%' => RedisResultKind.Map,
            '~' => RedisResultKind.Set,
            '>' => RedisResultKind.Push,
            _ => RedisResultKind.Array,
        },
        [.. _items]);
}
