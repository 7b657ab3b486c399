namespace RedisOperator.Entities.Inspection;

/// <summary>What an operator answers when it is asked what it sees: one group, or all it knows. Holds nothing secret: it is shown on screens and pasted into tickets.</summary>
public sealed record InspectAnswer
{
    /// <summary>The operator that answers: its pod's name.</summary>
    public string Operator { get; init; } = "";

    public string? Version { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Error { get; init; }

    /// <summary>The group that was asked for.</summary>
    public GroupInspection? Group { get; init; }

    /// <summary>All groups, when none was named.</summary>
    public IReadOnlyList<GroupSummary>? Groups { get; init; }
}

/// <param name="ObservedAt">When the operator last looked; null when it has not yet.</param>
/// <param name="Last">Its last decision.</param>
public sealed record GroupSummary(string Namespace, string Name, DateTimeOffset? ObservedAt, DecisionEntry? Last);

/// <summary>One group as the operator last saw it, and what it decided lately.</summary>
public sealed record GroupInspection
{
    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Whether this operator led in its last pass. One that does not only routes.</summary>
    public bool Leads { get; init; }

    public DateTimeOffset ObservedAt { get; init; }

    /// <summary>The end of a pause that runs; null when none does.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public VipInspection Vip { get; init; } = new(null, null, null, null);

    public IReadOnlyList<PodInspection> Pods { get; init; } = [];

    public IReadOnlyList<SentinelInspection> Sentinels { get; init; } = [];

    /// <summary>The last ones, oldest first; the same one again and again is one entry.</summary>
    public IReadOnlyList<DecisionEntry> Decisions { get; init; } = [];
}

/// <param name="Address">Address and port that clients use.</param>
/// <param name="LeadsTo">The pod that the routing names.</param>
/// <param name="PodIp">The address of that pod in the routing.</param>
/// <param name="Epoch">Sentinel's config-epoch of the routing.</param>
public sealed record VipInspection(string? Address, string? LeadsTo, string? PodIp, long? Epoch);

/// <summary>One redis pod.</summary>
public sealed record PodInspection
{
    public string Name { get; init; } = "";

    public string? Node { get; init; }

    public string? Ip { get; init; }

    /// <summary>What the pod announces: the address of its own Service.</summary>
    public string? Address { get; init; }

    public bool Ready { get; init; }

    public bool Terminating { get; init; }

    public bool Cordoned { get; init; }

    /// <summary>One of <see cref="RedisState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>For a pod that is dead or silent: how that is known.</summary>
    public string? Evidence { get; init; }

    /// <summary>For a replica: the pod that it follows, or an address that is no pod's.</summary>
    public string? Follows { get; init; }

    public bool? LinkUp { get; init; }

    /// <summary>Position in the replication stream, in bytes.</summary>
    public long? Offset { get; init; }

    /// <summary>How many bytes of it the pod lacks that the VIP leads to has.</summary>
    public long? LagBytes { get; init; }

    public long? Keys { get; init; }

    public bool Loading { get; init; }

    /// <summary>0: Sentinel never selects it.</summary>
    public int? Priority { get; init; }

    public int? MinReplicasToWrite { get; init; }
}

/// <summary>Values of <see cref="PodInspection.State"/>.</summary>
public static class RedisState
{
    public const string Master = "master";
    public const string Replica = "replica";

    /// <summary>A replica of nobody: how every redis of a group starts.</summary>
    public const string Held = "held";
    public const string Dead = "dead";

    /// <summary>No answer, and no proof that it is dead.</summary>
    public const string Silent = "silent";
}

/// <summary>What one sentinel believes.</summary>
public sealed record SentinelInspection
{
    public string Pod { get; init; } = "";

    /// <summary>One of <see cref="SentinelState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>For a silent one: what came instead of an answer.</summary>
    public string? Evidence { get; init; }

    /// <summary>The pod that it names as master, or an address that is no pod's.</summary>
    public string? Master { get; init; }

    public long? Epoch { get; init; }

    public int? Quorum { get; init; }

    /// <summary>Replicas that it knows.</summary>
    public int? Replicas { get; init; }

    /// <summary>Of these, the pods that it does not reach.</summary>
    public IReadOnlyList<string> Unreached { get; init; } = [];

    public int? OtherSentinels { get; init; }

    /// <summary>It leads a failover now.</summary>
    public bool FailoverRunning { get; init; }

    /// <summary>How long it has seen the master as down, in milliseconds.</summary>
    public long? MasterDownMs { get; init; }
}

/// <summary>Values of <see cref="SentinelInspection.State"/>.</summary>
public static class SentinelState
{
    public const string Monitors = "monitors";

    /// <summary>It answers and knows no master of this group.</summary>
    public const string Blank = "blank";
    public const string Silent = "silent";
}

/// <summary>A decision, or what came of one; the same one again and again is counted, not repeated.</summary>
/// <param name="Decision">The kind: Keep, Adopt, StartFailover, …, or Failed for a step that was not done.</param>
/// <param name="Reason">One word, as in docs/names.md.</param>
/// <param name="Message">For people.</param>
/// <param name="Leads">Whether the operator led when it decided.</param>
/// <param name="First">When it was first decided.</param>
/// <param name="Last">When it was last decided.</param>
/// <param name="Count">How often in a row.</param>
public sealed record DecisionEntry(string Decision, string Reason, string Message, bool Leads, DateTimeOffset First, DateTimeOffset Last, int Count);
