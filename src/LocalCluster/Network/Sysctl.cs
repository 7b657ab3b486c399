namespace RedisOperator.LocalCluster.Network;

/// <summary>Settings below /proc/sys/net; they are those of the calling thread's network namespace.</summary>
internal static class Sysctl
{
    /// <summary>For a namespace that forwards: answers may come back by another way than the request went (rp_filter off).</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Router =
    [
        ("ipv4/ip_forward", "1"),
        ("ipv4/conf/all/rp_filter", "0"),
        ("ipv4/conf/default/rp_filter", "0"),
        ("ipv4/conf/all/send_redirects", "0"),
        ("ipv4/conf/default/send_redirects", "0"),
        ("ipv4/conf/default/accept_redirects", "0"),
    ];

    /// <summary>A container without privileges may ping and may listen below 1024, as container runtimes have it.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Pod =
    [
        ("ipv4/ping_group_range", "0 0"),
        ("ipv4/ip_unprivileged_port_start", "0"),
    ];

    /// <summary>Frames between nodes cross the bridge as frames: the outer rules must not see them a second time.</summary>
    public static readonly (string Name, string Value) PlainBridge = ("bridge/bridge-nf-call-iptables", "0");

    public static void WriteAll(IEnumerable<(string Name, string Value)> settings)
    {
        foreach (var (name, value) in settings)
        {
            File.WriteAllText(System.IO.Path.Combine("/proc/sys/net", name), value);
        }
    }

    public static bool Exists(string name) => File.Exists(System.IO.Path.Combine("/proc/sys/net", name));
}
