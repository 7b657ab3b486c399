namespace RedisOperator.TestSupport.Checking;

/// <summary>Something that held from a moment on, until the next one of its kind.</summary>
public sealed record Since<T>(DateTimeOffset At, T Value);

/// <summary>One pod, from its first to its last moment: a pod of the same name that comes after it is another.</summary>
/// <param name="Uid">tells them apart</param>
/// <param name="Name">does not</param>
/// <param name="Labels">the values of its role label, oldest first; null is no label</param>
/// <param name="Until">when its object was deleted</param>
public sealed record PodHistory(string Uid, string Name, IReadOnlyList<Since<string?>> Labels, DateTimeOffset? Until);

/// <summary>More time than usual for what begins in this stretch, and why: a fault that nobody could answer quicker.</summary>
public sealed record Allowance(Span During, TimeSpan Extra, string Reason);

/// <summary>All that was seen in one check; what was wrong follows from it alone.</summary>
public sealed record CheckRecord
{
    public required Span Watched { get; init; }

    /// <summary>The UIDs of the pods that the VIP led to, by its EndpointSlices.</summary>
    public required IReadOnlyList<Since<IReadOnlySet<string>>> Vip { get; init; }

    public required IReadOnlyList<PodHistory> Pods { get; init; }

    public required IReadOnlyList<RoleSpan> Roles { get; init; }

    public IReadOnlyList<Stall> Stalls { get; init; } = [];

    public IReadOnlyList<Allowance> Allowances { get; init; } = [];

    /// <summary>What was written through the VIP.</summary>
    public IReadOnlyList<LedgerEntry> Writes { get; init; } = [];

    /// <summary>Those after the checker itself was warm.</summary>
    public IEnumerable<LedgerEntry> WritesWatched => Writes.Where(write => write.SentAt >= Watched.From);

    /// <summary>The pod that announces an address.</summary>
    public IReadOnlyDictionary<string, string> PodOfServer { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The VIP Service finds its pods by the label, so that two writes move it and not one.</summary>
    public bool RoutedByLabels { get; init; }

    /// <summary>Nothing is allowed any time.</summary>
    public bool IsStrict { get; init; }

    public string NameOf(string uid) => Pods.FirstOrDefault(pod => pod.Uid == uid)?.Name ?? $"an endpoint that is no pod ({uid})";

    /// <summary>When the VIP led to this pod.</summary>
    public IEnumerable<Span> LedTo(string uid) => Spans(Vip, pods => pods.Contains(uid), Watched.To);

    /// <summary>The stretches in which the values satisfy, neighbours joined.</summary>
    public static IEnumerable<Span> Spans<T>(IReadOnlyList<Since<T>> values, Func<T, bool> satisfies, DateTimeOffset end)
    {
        DateTimeOffset? from = null;
        foreach (var value in values)
        {
            if (satisfies(value.Value))
            {
                from ??= value.At;
            }
            else if (from is { } began)
            {
                yield return new Span(began, value.At);
                from = null;
            }
        }

        if (from is { } last && last < end)
        {
            yield return new Span(last, end);
        }
    }

    /// <summary>The additional time that was granted to what begins at this moment.</summary>
    public TimeSpan ExtraAt(DateTimeOffset moment) => Allowances.Where(allowance => allowance.During.Contains(moment)).Select(allowance => allowance.Extra).DefaultIfEmpty().Max();

    /// <summary>For how long the checker itself did not run in this stretch. (Two stalls at once count once: the longer of the two watches tells.)</summary>
    public TimeSpan StalledIn(Span span)
    {
        var total = TimeSpan.Zero;
        var counted = span.From;
        foreach (var stall in Stalls.Select(stall => span.And(new Span(stall.From, stall.To))).OfType<Span>().OrderBy(stall => stall.From))
        {
            if (stall.To > counted)
            {
                total += stall.To - (stall.From > counted ? stall.From : counted);
                counted = stall.To;
            }
        }

        return total;
    }
}
