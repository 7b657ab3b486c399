namespace RedisOperator.TestSupport.Checking;

/// <summary>A stretch of time.</summary>
public sealed record Span(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    /// <summary>What both have in common, or null.</summary>
    public Span? And(Span other)
    {
        var from = From > other.From ? From : other.From;
        var to = To < other.To ? To : other.To;
        return from < to ? new Span(from, to) : null;
    }

    public bool Contains(DateTimeOffset moment) => From <= moment && moment <= To;

    public static IEnumerable<Span> And(IEnumerable<Span> some, IReadOnlyCollection<Span> others) =>
        some.SelectMany(one => others.Select(one.And).OfType<Span>());
}
