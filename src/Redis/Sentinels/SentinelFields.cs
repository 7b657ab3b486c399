using System.Collections.Frozen;

namespace RedisOperator.Redis;

/// <summary>The name-value list that every SENTINEL answer about an instance is: a flat array in RESP2, a map in RESP3.</summary>
internal sealed class SentinelFields
{
    private readonly IReadOnlyDictionary<string, RedisResult> _values;

    public SentinelFields(RedisResult answer)
    {
        _values = answer.AsDictionary();
        Flags = (this["flags"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    public IReadOnlySet<string> Flags { get; }

    public string? this[string name] => _values.GetValueOrDefault(name)?.AsString();

    public long? Number(string name) => _values.GetValueOrDefault(name)?.AsInt64();

    public int? Int(string name) => Number(name) is >= int.MinValue and <= int.MaxValue and var number ? (int)number : null;

    public TimeSpan? Time(string name) => Number(name) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
