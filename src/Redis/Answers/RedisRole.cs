namespace RedisOperator.Redis;

/// <summary>The answer to ROLE: one of <see cref="Master"/>, <see cref="Replica"/>, <see cref="Sentinel"/> or <see cref="Unknown"/>.</summary>
public abstract record RedisRole
{
    private RedisRole()
    {
    }

    public abstract RedisNodeRole Kind { get; }

    public static RedisRole Parse(RedisResult answer) => answer.Items switch
    {
        [var role, var offset, var replicas, ..] when role.AsString() == "master" && offset.AsInt64() is { } at =>
            new Master(at, [.. replicas.Items.Select(ConnectedReplica.Parse).OfType<ConnectedReplica>()]),
        [var role, var host, var port, var state, var offset, ..] when role.AsString() == "slave" && HostPort.From(host.AsString(), port.AsString()) is { } master =>
            new Replica(master.Host, master.Port, state.AsString() ?? "", offset.AsInt64() is >= 0 and var received ? received : null),
        [var role, var names, ..] when role.AsString() == "sentinel" => new Sentinel([.. names.Items.Select(name => name.AsString()).OfType<string>()]),
        _ => new Unknown(answer.ToString()),
    };

    /// <param name="Offset">Of the replication stream, in bytes.</param>
    public sealed record Master(long Offset, IReadOnlyList<ConnectedReplica> Replicas) : RedisRole
    {
        public override RedisNodeRole Kind => RedisNodeRole.Master;
    }

    /// <param name="State">connect, connecting, sync, connected, … ; what it says of its link to the master.</param>
    /// <param name="Offset">Of the last byte received; null (-1 in the answer) when it never received any.</param>
    public sealed record Replica(string MasterHost, int MasterPort, string State, long? Offset) : RedisRole
    {
        public override RedisNodeRole Kind => RedisNodeRole.Replica;

        public bool IsConnected => State == "connected";
    }

    public sealed record Sentinel(IReadOnlyList<string> MasterNames) : RedisRole
    {
        public override RedisNodeRole Kind => RedisNodeRole.Sentinel;
    }

    /// <param name="Answer">What came instead, for the log.</param>
    public sealed record Unknown(string Answer) : RedisRole
    {
        public override RedisNodeRole Kind => RedisNodeRole.Unknown;
    }
}

/// <summary>A replica as its master sees it. The offset is the last acknowledged one, up to a second old: ask the replica itself when it matters.</summary>
public sealed record ConnectedReplica(string Host, int Port, long? Offset)
{
    internal static ConnectedReplica? Parse(RedisResult entry) =>
        entry.Items is [var host, var port, var offset, ..] && HostPort.From(host.AsString(), port.AsString()) is { } address
            ? new ConnectedReplica(address.Host, address.Port, offset.AsInt64())
            : null;
}
