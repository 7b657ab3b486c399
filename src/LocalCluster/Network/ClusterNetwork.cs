namespace RedisOperator.LocalCluster.Network;

/// <summary>
/// The machines' network: a bridge in the cluster's outer network namespace, and a namespace per node with a link to it.
/// The outer namespace is a machine beside the nodes: it has routes to every pod.
/// </summary>
internal sealed class ClusterNetwork
{
    private ClusterNetwork(IReadOnlyList<NodeNetwork> nodes) => Nodes = nodes;

    public IReadOnlyList<NodeNetwork> Nodes { get; }

    /// <param name="directory">Where the namespaces' names are kept; must be private to the cluster.</param>
    public static async Task<ClusterNetwork> CreateAsync(string directory, int nodes, CancellationToken ct)
    {
        Directory.CreateDirectory(directory);
        Sysctl.WriteAll(Sysctl.Router);
        if (Sysctl.Exists(Sysctl.PlainBridge.Name))
        {
            Sysctl.WriteAll([Sysctl.PlainBridge]);
        }

        await Ip.BatchAsync(null,
        [
            "link set lo up",
            $"link add {Addresses.Bridge} type bridge",
            $"addr add {Addresses.Outer}/{Addresses.LanPrefix} dev {Addresses.Bridge}",
            $"link set {Addresses.Bridge} up",
            // Service addresses need a route before the output rules can rewrite them; where it leads does not matter.
            $"route add {Addresses.ServiceCidr} dev {Addresses.Bridge}",
        ], ct);

        var list = new List<NodeNetwork>();
        for (var index = 1; index <= nodes; index++)
        {
            list.Add(await NodeNetwork.CreateAsync(directory, index, nodes, ct));
        }

        return new ClusterNetwork(list);
    }
}
