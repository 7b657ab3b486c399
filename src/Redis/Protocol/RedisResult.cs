using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace RedisOperator.Redis;

/// <summary>One immutable RESP value. Reading it as something it is not gives null, never an exception: unknown is a value.</summary>
public sealed class RedisResult : IEquatable<RedisResult>
{
    private readonly byte[] _bytes;
    private readonly RedisResult[] _items;

    private RedisResult(RedisResultKind kind, byte[] bytes, RedisResult[] items)
    {
        Kind = kind;
        _bytes = bytes;
        _items = items;
    }

    public static RedisResult Null { get; } = new(RedisResultKind.Null, [], []);

    public RedisResultKind Kind { get; }

    public bool IsNull => Kind == RedisResultKind.Null;

    public bool IsError => Kind == RedisResultKind.Error;

    public bool IsAggregate => Kind is RedisResultKind.Array or RedisResultKind.Map or RedisResultKind.Set or RedisResultKind.Push;

    /// <summary>The members of an aggregate, a map as key, value, key, value…; empty for everything else.</summary>
    public IReadOnlyList<RedisResult> Items => _items;

    /// <summary>The bytes of a scalar as they came; empty for null and for aggregates.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The first word of an error, such as <c>NOGOODSLAVE</c>; null when this is no error.</summary>
    public string? ErrorCode => IsError ? AsString()!.Split(' ', 2)[0] : null;

    /// <summary>The text of any scalar; null for null and for aggregates.</summary>
    public string? AsString() => IsNull || IsAggregate ? null : Encoding.UTF8.GetString(_bytes);

    /// <summary>The number in an integer or in a text that is one; else null.</summary>
    public long? AsInt64() =>
        !IsError && long.TryParse(AsString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public double? AsDouble() => Kind is RedisResultKind.Double or RedisResultKind.Bulk or RedisResultKind.SimpleString or RedisResultKind.Integer
        ? RespNumbers.Double(_bytes)
        : null;

    public bool? AsBoolean() => Kind == RedisResultKind.Boolean ? _bytes is [(byte)'t'] : null;

    /// <summary>Field names to values, from a RESP3 map or from the flat array that RESP2 sends in its place. The last of two equal names wins.</summary>
    public IReadOnlyDictionary<string, RedisResult> AsDictionary()
    {
        var fields = new Dictionary<string, RedisResult>(_items.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i + 1 < _items.Length; i += 2)
        {
            if (_items[i].AsString() is { } name)
            {
                fields[name] = _items[i + 1];
            }
        }

        return fields;
    }

    public bool Equals([NotNullWhen(true)] RedisResult? other) =>
        other is not null && Kind == other.Kind && _bytes.AsSpan().SequenceEqual(other._bytes) && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as RedisResult);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Kind);
        hash.AddBytes(_bytes);
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>For people: <c>[a, 1, nil]</c>, errors as <c>(ERR text)</c>.</summary>
    public override string ToString() => Kind switch
    {
        RedisResultKind.Null => "nil",
        RedisResultKind.Error => $"({AsString()})",
        _ when IsAggregate => $"[{string.Join(", ", _items.AsEnumerable())}]",
        _ => AsString()!,
    };

    internal static RedisResult Scalar(RedisResultKind kind, ReadOnlySpan<byte> bytes) => new(kind, bytes.ToArray(), []);

    internal static RedisResult Text(RedisResultKind kind, string text) => new(kind, Encoding.UTF8.GetBytes(text), []);

    internal static RedisResult Aggregate(RedisResultKind kind, params RedisResult[] items) => new(kind, [], items);
}
