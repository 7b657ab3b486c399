namespace RedisOperator.Redis;

/// <summary>Another sentinel of the group as one sentinel sees it (SENTINEL SENTINELS).</summary>
public sealed class SentinelPeer
{
    private readonly SentinelFields _fields;

    internal SentinelPeer(RedisResult answer) => _fields = new SentinelFields(answer);

    /// <summary>Its <c>myid</c>.</summary>
    public string? RunId => _fields["runid"];

    public string? Ip => _fields["ip"];

    public int? Port => _fields.Int("port");

    public HostPort? Address => HostPort.From(Ip, _fields["port"]);

    public IReadOnlySet<string> Flags => _fields.Flags;

    public bool IsSubjectivelyDown => Flags.Contains("s_down");

    public bool IsDisconnected => Flags.Contains("disconnected");

    public TimeSpan? LastHelloAge => _fields.Time("last-hello-message");

    /// <summary>Null when it has not voted ("?").</summary>
    public string? VotedLeader => _fields["voted-leader"] is var leader and not "?" ? leader : null;

    public long? VotedLeaderEpoch => _fields.Number("voted-leader-epoch");

    public string? this[string field] => _fields[field];
}
