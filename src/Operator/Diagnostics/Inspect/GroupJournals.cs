using System.Collections.Concurrent;
using k8s;
using RedisOperator.Entities.Inspection;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Diagnostics.Inspect;

/// <summary>
/// What this process last saw of each group and decided lately, for people who ask why. Nothing is decided by it: it is lost with the process, and that is fine.
/// </summary>
public sealed class GroupJournals
{
    private readonly ConcurrentDictionary<NamespacedName, GroupJournal> _groups = new();

    public IReadOnlyList<NamespacedName> Keys => [.. _groups.Keys.OrderBy(key => key.ToString(), StringComparer.Ordinal)];

    public GroupJournal? Of(NamespacedName key) => _groups.GetValueOrDefault(key);

    public void Observed(NamespacedName key, GroupObservation observation) => Journal(key).Observed(observation);

    /// <summary>True when this is another decision than the one before, false when it is the same again.</summary>
    public bool Decided(NamespacedName key, Decision decision, DateTimeOffset at, bool leads) =>
        Journal(key).Note(decision.GetType().Name, decision.Reason, DecisionText.Of(decision), leads, at);

    /// <summary>Steps that were not done; the next pass does them again if they are still wanted.</summary>
    public void Failed(NamespacedName key, string reason, IEnumerable<Exception> failures, DateTimeOffset at, bool leads)
    {
        foreach (var failure in failures)
        {
            Journal(key).Note(GroupJournal.FailedStep, reason, failure.Message, leads, at);
        }
    }

    public void Forget(NamespacedName key) => _groups.TryRemove(key, out _);

    private GroupJournal Journal(NamespacedName key) => _groups.GetOrAdd(key, static _ => new GroupJournal());
}

/// <summary>One group's last observation and a bounded number of decisions.</summary>
public sealed class GroupJournal
{
    /// <summary>A group at rest makes one entry; a failover about five.</summary>
    public const int Capacity = 50;

    /// <summary>In the place of a decision's kind.</summary>
    public const string FailedStep = "Failed";

    private readonly Lock _gate = new();
    private readonly LinkedList<DecisionEntry> _entries = new();
    private GroupObservation? _last;

    /// <summary>The last observation; null before the first.</summary>
    public GroupObservation? Last => Volatile.Read(ref _last);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<DecisionEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    // An observation is immutable and made of what the stores hold anyway: keeping it costs little, reading it out only when somebody asks costs nothing.
    internal void Observed(GroupObservation observation) => Volatile.Write(ref _last, observation);

    internal bool Note(string decision, string reason, string message, bool leads, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_entries.Last is { } last && last.Value.Decision == decision && last.Value.Reason == reason && last.Value.Message == message && last.Value.Leads == leads)
            {
                last.Value = last.Value with { Last = at, Count = last.Value.Count + 1 };
                return false;
            }

            _entries.AddLast(new DecisionEntry(decision, reason, message, leads, at, at, 1));
            if (_entries.Count > Capacity)
            {
                _entries.RemoveFirst();
            }

            return true;
        }
    }
}
