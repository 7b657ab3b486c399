using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using k8s;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;

namespace RedisOperator.Operator.Diagnostics.Metrics;

/// <summary>What a pass saw of its group and what it did about it.</summary>
internal sealed record GroupReading(GroupObservation Observation, GroupPlan Plan, ApplyResult Result);

/// <summary>What passes have to tell: the last look at each group, from which its gauges are worked out when somebody asks, and what happened, which is counted.</summary>
public sealed class GroupMetrics : IDisposable
{
    public const string MeterName = "RedisOperator.Groups";
    public const string SwitchesName = "switches";
    public const string DurationName = "switch_duration";
    public const string PauseName = "switchover_pause";
    public const string EventsName = "events";

    private static readonly ApplyResult NothingDone = new(null, null, []);

    /// <summary>Those that every group has from the start: a rate needs the zero before the first one.</summary>
    private static readonly (string Kind, string Outcome)[] Expected =
    [
        (SwitchKind.Failover, SwitchOutcome.Completed),
        (SwitchKind.Switchover, SwitchOutcome.Completed),
        (SwitchKind.Switchover, SwitchOutcome.Failed),
        (SwitchKind.ColdStart, SwitchOutcome.Completed),
    ];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _switches;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _pause;
    private readonly Counter<long> _events;
    private readonly ConcurrentDictionary<NamespacedName, GroupReading> _last = new();

    public GroupMetrics()
    {
        _switches = _meter.CreateCounter<long>(SwitchesName);
        _duration = _meter.CreateHistogram<double>(DurationName, "s");
        _pause = _meter.CreateHistogram<double>(PauseName, "s");
        _events = _meter.CreateCounter<long>(EventsName);
    }

    /// <summary>Told after a group is gone.</summary>
    public event Action<NamespacedName>? Forgotten;

    /// <param name="group">The group.</param>
    /// <param name="observation">What was seen.</param>
    /// <param name="plan">What was decided.</param>
    /// <param name="result">What came of it; null when nothing was done.</param>
    public void Saw(NamespacedName group, GroupObservation observation, GroupPlan plan, ApplyResult? result = null)
    {
        if (!_last.ContainsKey(group))
        {
            foreach (var (kind, outcome) in Expected)
            {
                Count(group, kind, outcome, 0);
            }
        }
        _last[group] = new GroupReading(observation, plan, result ?? NothingDone);
    }

    /// <summary>The status was written with this switch in it; counts it when it ended by that.</summary>
    public void Switched(NamespacedName group, LastSwitchStatus? before, LastSwitchStatus? after)
    {
        if (after is not { CompletedAt: not null, Kind: { } kind, Outcome: { } outcome } || (before?.CompletedAt == after.CompletedAt && before.StartedAt == after.StartedAt))
        {
            return;
        }
        Count(group, kind, outcome, 1);
        // One that began and ended in the same moment is another operator's work, put on record afterwards: nobody measured it.
        if (outcome == SwitchOutcome.Completed && after.TotalMs is { } total && after.StartedAt != after.CompletedAt)
        {
            _duration.Record(total / 1000.0, new TagList { { "kind", kind } });
        }
        if (after.PausedMs is { } paused)
        {
            _pause.Record(paused / 1000.0);
        }
    }

    public void Told(NamespacedName group, Say say) =>
        _events.Add(1, new TagList { { "namespace", group.Namespace }, { "group", group.Name }, { "type", say.Type.ToString() }, { "reason", say.Reason } });

    public void Forget(NamespacedName group)
    {
        if (_last.TryRemove(group, out _))
        {
            Forgotten?.Invoke(group);
        }
    }

    public void AddTo(MetricsPage page)
    {
        foreach (var reading in _last.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal))
        {
            GroupSamples.Add(page, reading.Key, reading.Value);
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Count(NamespacedName group, string kind, string outcome, long count) =>
        _switches.Add(count, new TagList { { "namespace", group.Namespace }, { "group", group.Name }, { "kind", kind }, { "outcome", outcome } });
}
