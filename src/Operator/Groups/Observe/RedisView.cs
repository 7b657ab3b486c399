namespace RedisOperator.Operator.Groups.Observe;

/// <summary>What is known of one redis process in this pass: an answer, proof that it is dead, or neither.</summary>
public abstract record RedisView
{
    private RedisView()
    {
    }

    /// <summary>It answered INFO. A null means that the answer did not say.</summary>
    /// <param name="IsMaster"><c>role:master</c>. A master's word about itself is never enough to be routed to.</param>
    /// <param name="MasterHost">For a replica: the address it was told to follow.</param>
    /// <param name="MasterPort">For a replica: the port it was told to follow.</param>
    /// <param name="LinkUp">For a replica: whether the link to its master is up.</param>
    /// <param name="Offset">Its own replication offset, in bytes of the replication stream.</param>
    /// <param name="Keys">Keys in all databases.</param>
    /// <param name="Loading">Still reading its data set from disk.</param>
    /// <param name="Priority"><c>replica-priority</c>: 0 is never selected by Sentinel, 100 is the default.</param>
    /// <param name="Fence">min-replicas-to-write and its max-lag as they are now; null when it was not said.</param>
    public sealed record Answered(bool IsMaster, string? MasterHost, int? MasterPort, bool? LinkUp, long Offset, long Keys, bool Loading, int? Priority, WriteFence? Fence = null) : RedisView
    {
        /// <summary>What it says of its files; null when it did not say.</summary>
        public DiskState? Disk { get; init; }

        /// <summary>For a replica: it has asked for a connection to its master and there has been no answer, not even a refusal.</summary>
        public bool IsConnecting { get; init; }

        /// <summary>Runs, is a replica of nobody, and waits to be pointed on: how every redis of a group starts (design, section 4).</summary>
        public bool Held => !IsMaster && MasterHost == HeldAddress.Host && MasterPort == HeldAddress.Port;
    }

    /// <summary>Hard evidence that no process serves at this pod: its address refuses again and again, its container ended, or the pod is gone.</summary>
    public sealed record Dead(string Evidence) : RedisView;

    /// <summary>The pod runs no redis.</summary>
    public sealed record None : RedisView;

    /// <summary>No answer and no proof: perhaps dead, perhaps cut off, perhaps only slow. Nothing is decided against it on this ground.</summary>
    public sealed record Silent(string Evidence) : RedisView;
}

/// <summary>A master takes writes only while this many replicas are connected and have been heard of within the time.</summary>
public sealed record WriteFence(int MinReplicas, int MaxLagSeconds);
