namespace RedisOperator.TestSupport.Checking;

/// <summary>What must never be, computed from the record of a check.</summary>
public static class Rules
{
    /// <summary>
    /// One pass: the operator hears of a change by watch or Sentinel event within milliseconds, observes (each answer bounded by 200 ms) and writes. Twice that for a
    /// machine with other work to do.
    /// </summary>
    public static readonly TimeSpan Pass = TimeSpan.FromMilliseconds(500);

    /// <summary>A pod that was silent is found again by the operator's own reconnecting, which tries every second.</summary>
    public static readonly TimeSpan AfterSilence = TimeSpan.FromSeconds(1);

    /// <summary>The same without any patience: every contradiction between two pods' words, labels and the VIP, however short.</summary>
    public static IReadOnlyList<Violation> Contradictions(CheckRecord record) => Violations(record with { IsStrict = true, Writes = [] });

    public static IReadOnlyList<Violation> Violations(CheckRecord record) =>
    [
        .. LedToTwo(record),
        .. record.Pods.SelectMany(pod => LedToNonMaster(record, pod)),
        .. TwoLabels(record),
        .. record.Pods.SelectMany(pod => WrongLabels(record, pod)),
        .. WritesElsewhere.Find(record),
    ];

    private static IEnumerable<Violation> LedToTwo(CheckRecord record) =>
        from span in CheckRecord.Spans(record.Vip, pods => pods.Count > 1, record.Watched.To)
        where span.Length > (record.RoutedByLabels ? Bound(record, span, afterSilence: false) : TimeSpan.Zero)
        let pods = record.Vip.Last(version => version.At <= span.From).Value.Select(record.NameOf).Order(StringComparer.Ordinal)
        select new Violation(ViolationKind.VipLedToTwoPods, span, string.Join(" and ", pods));

    private static IEnumerable<Violation> LedToNonMaster(CheckRecord record, PodHistory pod) =>
        TooLong(record, record.LedTo(pod.Uid), pod, role => role.Answers && role.Role != RoleSpan.Master)
            .Select(found => new Violation(ViolationKind.VipLedToNonMaster, found.Span, $"{pod.Name} said {found.Said}"));

    private static IEnumerable<Violation> TwoLabels(CheckRecord record) =>
        from one in record.Pods
        from other in record.Pods
        where string.CompareOrdinal(one.Uid, other.Uid) < 0
        from span in Span.And(Labelled(record, one, isMaster: true), [.. Labelled(record, other, isMaster: true)])
        where span.Length > Bound(record, span, afterSilence: false)
        select new Violation(ViolationKind.TwoMasterLabels, span, $"{one.Name} and {other.Name}");

    private static IEnumerable<Violation> WrongLabels(CheckRecord record, PodHistory pod) =>
    [
        .. TooLong(record, Labelled(record, pod, isMaster: true), pod, role => role.Answers && role.Role != RoleSpan.Master)
            .Select(found => new Violation(ViolationKind.MasterLabelOnNonMaster, found.Span, $"{pod.Name} said {found.Said}")),
        .. TooLong(record, Labelled(record, pod, isMaster: false), pod, role => role.Role == RoleSpan.Master)
            .Select(found => new Violation(ViolationKind.MasterWithoutLabel, found.Span, $"{pod.Name} said {found.Said}")),
    ];

    private static IEnumerable<Span> Labelled(CheckRecord record, PodHistory pod, bool isMaster) =>
        CheckRecord.Spans(pod.Labels, label => label == "master" == isMaster, pod.Until ?? record.Watched.To);

    /// <summary>Where a pod's own words and what others made of it contradict each other for too long.</summary>
    private static IEnumerable<(Span Span, string Said)> TooLong(CheckRecord record, IEnumerable<Span> others, PodHistory pod, Func<RoleSpan, bool> contradicts)
    {
        var said = Joined([.. record.Roles.Where(role => role.Pod == pod.Uid).OrderBy(role => role.First)], contradicts).ToArray();
        return from other in others
               from role in said
               let span = other.And(role.Span)
               where span is not null && span.Length > Bound(record, span, role.AfterSilence)
               select (span, role.Said);
    }

    private static IEnumerable<(Span Span, string Said, bool AfterSilence)> Joined(RoleSpan[] roles, Func<RoleSpan, bool> contradicts)
    {
        for (var at = 0; at < roles.Length; at++)
        {
            if (!contradicts(roles[at]))
            {
                continue;
            }

            var first = at;
            while (at + 1 < roles.Length && contradicts(roles[at + 1]))
            {
                at++;
            }

            yield return (
                new Span(roles[first].First, roles[at].Last), string.Join(", then ", roles[first..(at + 1)].Select(role => role.Role)),
                roles[..first].Reverse().TakeWhile(role => !role.Answers).Any(role => role.Role == RoleSpan.Silent));
        }
    }

    private static TimeSpan Bound(CheckRecord record, Span span, bool afterSilence) => record.IsStrict ? TimeSpan.Zero :
        Pass + (afterSilence ? AfterSilence : TimeSpan.Zero) + record.StalledIn(span) + record.ExtraAt(span.From);
}
