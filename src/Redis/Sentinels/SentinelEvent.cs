namespace RedisOperator.Redis;

/// <summary>
/// One message of a sentinel, parsed as far as its shape is known; <see cref="Payload"/> is always the whole text. A hint, never a proof:
/// messages are lost with the connection, and arrive late.
/// </summary>
public sealed record SentinelEvent(string Channel, string Payload)
{
    /// <summary><c>+switch-master</c>: <see cref="From"/> → <see cref="To"/>.</summary>
    public const string SwitchMaster = "+switch-master";

    /// <summary><c>+selected-slave</c>: <see cref="Instance"/> is the replica that the failover will promote.</summary>
    public const string SelectedSlave = "+selected-slave";

    /// <summary><c>+promoted-slave</c>: <see cref="Instance"/> says that it is master now.</summary>
    public const string PromotedSlave = "+promoted-slave";

    /// <summary>The group it is about; null when it is about none (+new-epoch, +tilt) or the text is not understood.</summary>
    public string? MasterName { get; init; }

    /// <summary>The master at that moment, as the sentinel had it.</summary>
    public HostPort? Master { get; init; }

    /// <summary>master, slave or sentinel: what <see cref="Instance"/> is.</summary>
    public string? InstanceType { get; init; }

    /// <summary>The process it is about; for a master event the same as <see cref="Master"/>.</summary>
    public HostPort? Instance { get; init; }

    /// <summary>The old master of a switch.</summary>
    public HostPort? From { get; init; }

    /// <summary>The new master of a switch.</summary>
    public HostPort? To { get; init; }

    /// <summary>Of +new-epoch and +vote-for-leader.</summary>
    public long? Epoch { get; init; }

    /// <summary>What follows the address, such as <c>#quorum 2/2</c> or <c>new reported role is master</c>; empty when nothing does.</summary>
    public string Detail { get; init; } = "";

    public static SentinelEvent Parse(string channel, string payload)
    {
        var bare = new SentinelEvent(channel, payload);
        var words = payload.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [var name, var oldHost, var oldPort, var newHost, var newPort] when channel == SwitchMaster =>
                ParseSwitch(bare, name, HostPort.From(oldHost, oldPort), HostPort.From(newHost, newPort)),
            [var epoch] when channel == "+new-epoch" => bare with { Epoch = Number(epoch) },
            [_, var epoch] when channel == "+vote-for-leader" => bare with { Epoch = Number(epoch) },
            ["master", var name, var host, var port, .. var detail] => bare with
            {
                InstanceType = "master",
                MasterName = name,
                Master = HostPort.From(host, port),
                Instance = HostPort.From(host, port),
                Detail = string.Join(' ', detail),
            },
            [("slave" or "sentinel") and var type, _, var host, var port, "@", var name, var masterHost, var masterPort, .. var detail] => bare with
            {
                InstanceType = type,
                Instance = HostPort.From(host, port),
                MasterName = name,
                Master = HostPort.From(masterHost, masterPort),
                Detail = string.Join(' ', detail),
            },
            _ => bare,
        };
    }

    private static SentinelEvent ParseSwitch(SentinelEvent bare, string name, HostPort? from, HostPort? to) =>
        bare with { MasterName = name, From = from, To = to, Master = to };

    private static long? Number(string text) => long.TryParse(text, out var number) ? number : null;
}
