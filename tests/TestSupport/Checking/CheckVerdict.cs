using System.Text;

namespace RedisOperator.TestSupport.Checking;

/// <summary>What a check came to.</summary>
/// <param name="Violations">what must never be, and was</param>
/// <param name="Ledger">the writes, compared with what the master holds at the end</param>
/// <param name="Record">everything that was seen</param>
/// <param name="Notes">what changed, a line each</param>
public sealed record CheckVerdict(IReadOnlyList<Violation> Violations, CheckedLedger Ledger, CheckCounts Counts, CheckRecord Record, IReadOnlyList<string> Notes)
{
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(3);

    /// <summary>Acknowledged without WAIT, and missing.</summary>
    public int LostAcknowledged => Ledger.LostAcknowledged;

    /// <summary>Confirmed by WAIT 1, and missing.</summary>
    public int LostConfirmed => Ledger.LostConfirmed;

    public IReadOnlyList<Interruption> Interruptions { get; } = Interruption.OfAll(Record.WritesWatched);

    public IReadOnlyList<Interruption> InterruptionsOfEach { get; } = Interruption.OfEach(Record.WritesWatched);

    /// <summary>The longest pause of any one client that began in this stretch, in milliseconds; 0 when there was none.</summary>
    public double LongestGapMs(Span during) =>
        InterruptionsOfEach.Where(gap => gap.During.And(during) is not null).Select(gap => gap.Milliseconds).DefaultIfEmpty().Max();

    /// <summary>From this moment to the first write sent after it that was accepted; null when none was.</summary>
    public TimeSpan? FirstAcceptedAfter(DateTimeOffset moment)
    {
        var next = Record.Writes.Where(write => write.WasAnsweredOk && write.SentAt > moment).Select(write => write.AnsweredAt).DefaultIfEmpty().Min();
        return next == default ? null : next - moment;
    }

    /// <summary>How long the longest contradiction lasted that was no violation: what healed, and how quickly; in milliseconds.</summary>
    public double LongestContradictionMs => Rules.Contradictions(Record).Select(found => found.During.Length.TotalMilliseconds).DefaultIfEmpty().Max();

    /// <summary>The record in a few lines, and around each violation all that was seen; for a person who has to find out why.</summary>
    public override string ToString()
    {
        var text = new StringBuilder()
            .AppendLine($"checked {Record.Watched.Length.TotalSeconds:0.0} s: {Violations.Count} violations, {LostAcknowledged} acknowledged and {LostConfirmed} confirmed writes lost, {Ledger.Phantoms} refused ones written")
            .AppendLine($"writes: {Counts.ToJson()}")
            .AppendLine($"interruptions: {string.Join("; ", Interruptions.Where(gap => gap.Milliseconds >= 150))}; longest contradiction: {LongestContradictionMs:0} ms");
        foreach (var example in Ledger.Examples)
        {
            text.AppendLine($"  {example}");
        }

        foreach (var violation in Violations)
        {
            text.AppendLine(violation.ToString());
        }

        foreach (var allowance in Record.Allowances)
        {
            text.AppendLine($"{allowance.During.From:HH:mm:ss.fff} to {allowance.During.To:HH:mm:ss.fff} {allowance.Extra.TotalSeconds:0.#} s more: {allowance.Reason}");
        }

        return Violations.Count == 0 ? text.ToString() : text.AppendJoin('\n', Story()).ToString();
    }

    private IEnumerable<string> Story()
    {
        var spans = Violations.Select(violation => new Span(violation.During.From - Around, violation.During.To + Around)).ToArray();
        var roles = Record.Roles.Where(role => spans.Any(span => span.Contains(role.First) || span.Contains(role.Last)))
            .Select(role => $"{role.First:HH:mm:ss.fff} to {role.Last:HH:mm:ss.fff} {Record.NameOf(role.Pod)} says {role.Role}");
        var stalls = Record.Stalls.Where(stall => spans.Any(span => span.Contains(stall.From)))
            .Select(stall => $"{stall.From:HH:mm:ss.fff} the checker did not run for {(stall.To - stall.From).TotalMilliseconds:0} ms");
        return Notes.Concat(roles).Concat(stalls).Order(StringComparer.Ordinal);
    }
}
