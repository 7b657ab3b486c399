using RedisOperator.TestSupport.PlainHosts;

namespace RedisOperator.Vip.Tests.Hosts;

/// <summary>What must never be, computed afterwards from what the hosts' kernels said of the address.</summary>
internal sealed class FaultChecker(PlainGroup plain, IReadOnlyList<Fault> faults)
{
    /// <summary>After healing one of the two lets go; a busy machine gets twice the promised second.</summary>
    private static readonly TimeSpan AfterHealing = TimeSpan.FromSeconds(2);

    /// <summary>An agent that is started takes off what does not belong here before it does anything else; how long a program takes to start is the machine's affair (6.5 s seen beside a compiler).</summary>
    private static readonly TimeSpan AgentStarts = TimeSpan.FromSeconds(10);

    private readonly DateTime _now = TimeProvider.System.GetLocalNow().DateTime;

    /// <summary>Times at which two hosts had the address although they could see each other and both had an agent.</summary>
    public IEnumerable<string> Overlaps() =>
        from one in plain.Logs
        from other in plain.Logs
        where string.CompareOrdinal(one.Host.Name, other.Host.Name) < 0
        from first in one.Spans(_now)
        from second in other.Spans(_now)
        let begins = first.From > second.From ? first.From : second.From
        let ends = first.To < second.To ? first.To : second.To
        where begins < ends && !Excused(one.Host, other.Host, begins, ends)
        select $"{one.Host.Name} and {other.Host.Name} from {begins:HH:mm:ss.fff} to {ends:HH:mm:ss.fff} ({(ends - begins).TotalMilliseconds:0} ms)";

    /// <summary>For how long a holder that was cut off kept the address.</summary>
    public IReadOnlyList<TimeSpan> KeptWhileCut() =>
    [
        .. from fault in faults
           where fault is { Kind: FaultKind.Cut, WasHolder: true }
           let span = SpansOf(fault.Host.Host).Single(span => span.From <= fault.From && span.To > fault.From)
           select span.To - fault.From,
    ];

    /// <summary>How long after healing there was exactly one holder and remained so; where both sides had settled before.</summary>
    public IReadOnlyList<TimeSpan> OneAfterHealing() =>
    [
        .. from fault in faults
           where fault.Kind == FaultKind.Cut
           let next = faults.FirstOrDefault(later => later.Number == fault.Number + 1)?.From ?? _now
           select SettledAt(fault.To, next) - fault.To,
    ];

    private DateTime SettledAt(DateTime from, DateTime until)
    {
        var settled = from;
        foreach (var at in plain.Logs.SelectMany(log => log.Changes).Select(change => change.At).Where(at => at > from && at < until).Order())
        {
            settled = at;
        }

        return plain.Logs.Count(log => log.Spans(_now).Any(span => span.From <= settled && span.To > settled)) == 1 ? settled : until;
    }

    private bool Excused(PlainHost one, PlainHost other, DateTime begins, DateTime ends) => faults.Any(fault =>
        (fault.Host.Host == one || fault.Host.Host == other)
        && begins >= fault.From
        && ((fault.IsCut && ends <= fault.To + AfterHealing) || (fault.AgentDies && ends <= fault.To + AgentStarts)));

    private IReadOnlyList<(DateTime From, DateTime To)> SpansOf(PlainHost host) => plain.Logs.Single(log => log.Host == host).Spans(_now);
}
