namespace RedisOperator.LocalCluster.Network;

/// <summary>The cluster's address plan. Everything lives in namespaces of its own, so the plan never meets the host's.</summary>
internal static class Addresses
{
    public const string Bridge = "lan";
    public const string LanPrefix = "24";
    public const string Outer = "172.30.0.1";
    public const string ServiceCidr = "10.96.0.0/16";

    /// <summary>A pod's next hop: the same link-local address on the node's side of every pod link.</summary>
    public const string PodGateway = "169.254.1.1";

    public const string PodCidrs = "10.244.0.0/16";

    public const int MaxNodes = 100;

    // What load balancers give away, of the machines' own network: beyond the last node.
    private const int FirstBalanced = 200;
    private const int LastBalanced = 250;

    public static IEnumerable<string> Balanced => Enumerable.Range(FirstBalanced, LastBalanced - FirstBalanced + 1).Select(host => $"172.30.0.{host}");

    /// <summary>All nodes, as nft writes a range.</summary>
    public static string Nodes => $"{Node(1)}-{Node(MaxNodes)}";

    public static string Node(int index) => $"172.30.0.{10 + index}";

    /// <summary>A node's hardware address on the LAN, with its address in it.</summary>
    public static string NodeHardware(int index) => $"02:00:ac:1e:00:{10 + index:x2}";

    public static string PodCidr(int index) => $"10.244.{index}.0/24";

    public static string Pod(int index, int host) => $"10.244.{index}.{host}";
}
