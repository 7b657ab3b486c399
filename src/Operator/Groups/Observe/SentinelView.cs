using System.Collections.Immutable;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>What one sentinel of the group believes in this pass.</summary>
public abstract record SentinelView
{
    private SentinelView()
    {
    }

    /// <summary>It monitors the group's master name.</summary>
    /// <param name="Address">Address of the master it names; while a failover runs on this sentinel, still the old one.</param>
    /// <param name="ConfigEpoch">The epoch of the switch that made this address the master; 0 after MONITOR. The highest one is the newest.</param>
    /// <param name="FailoverRunning">This sentinel leads a failover now.</param>
    /// <param name="DownFor">How long it has seen the master as down; null while it does not.</param>
    /// <param name="Settings">The settings it has for this master.</param>
    /// <param name="Replicas">The replicas it knows.</param>
    /// <param name="OtherSentinels">How many other sentinels it knows.</param>
    public sealed record Monitoring(
        string Address,
        int Port,
        long ConfigEpoch,
        bool FailoverRunning,
        TimeSpan? DownFor,
        SentinelSettings Settings,
        ImmutableArray<KnownReplica> Replicas,
        int OtherSentinels) : SentinelView;

    /// <summary>It answers and monitors no master of this name: it is new, or lost its file, or somebody removed the monitor.</summary>
    public sealed record Blank : SentinelView;

    /// <summary>It does not answer.</summary>
    public sealed record Silent(string Evidence) : SentinelView;
}

/// <param name="Selected">Flag <c>promoted</c>: the failover that runs on this sentinel has selected this replica (set at +selected-slave).</param>
/// <param name="Priority">The replica-priority this sentinel has seen; it refreshes by INFO, every second with the settings given here.</param>
/// <param name="Linked">This sentinel has seen the replica's link to the master up: before that it would not select it.</param>
/// <param name="IsDown">This sentinel does not reach it, and would not select it.</param>
/// <param name="LastPongAge">Since the replica last answered this sentinel, which asks every second; after 5 s it would not select it, well before it calls it down. Null: not known.</param>
public sealed record KnownReplica(string Address, int Port, bool Selected, int? Priority, bool Linked, bool IsDown = false, TimeSpan? LastPongAge = null);

/// <summary>Settings of a sentinel for one master. <see cref="QuickInfo"/>: INFO every 1,000 ms and hello every 500 ms (SENTINEL DEBUG); null where the server does not know that command.</summary>
public sealed record SentinelSettings(int Quorum, TimeSpan DownAfter, TimeSpan FailoverTimeout, int ParallelSyncs, bool? QuickInfo);
