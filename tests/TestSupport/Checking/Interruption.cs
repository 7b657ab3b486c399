namespace RedisOperator.TestSupport.Checking;

/// <summary>A stretch without an accepted write.</summary>
/// <param name="Lane">whose; null: of all clients together</param>
public sealed record Interruption(int? Lane, Span During)
{
    /// <summary>Shorter ones are the machine's breath, not the group's.</summary>
    public static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(50);

    public double Milliseconds => During.Length.TotalMilliseconds;

    /// <summary>Over all clients: from the last answer that anybody got to the next that anybody got.</summary>
    public static IReadOnlyList<Interruption> OfAll(IEnumerable<LedgerEntry> writes) => Of(null, writes);

    /// <summary>Each client's own.</summary>
    public static IReadOnlyList<Interruption> OfEach(IEnumerable<LedgerEntry> writes) =>
        [.. writes.GroupBy(write => write.Lane).SelectMany(lane => Of(lane.Key, lane))];

    public override string ToString() => $"{(Lane is { } lane ? $"client {lane}" : "all clients")}: {Milliseconds:0} ms from {During.From:HH:mm:ss.fff} to {During.To:HH:mm:ss.fff}";

    private static Interruption[] Of(int? lane, IEnumerable<LedgerEntry> writes)
    {
        var answered = writes.Where(write => write.WasAnsweredOk).Select(write => write.AnsweredAt).Order().ToArray();
        return [.. answered.Zip(answered.Skip(1)).Where(pair => pair.Second - pair.First > Worth).Select(pair => new Interruption(lane, new Span(pair.First, pair.Second)))];
    }
}
