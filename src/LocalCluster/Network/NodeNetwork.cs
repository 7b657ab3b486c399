namespace RedisOperator.LocalCluster.Network;

/// <summary>One node's network namespace: its address on the LAN, the routes to the other nodes' pods, and its own pods.</summary>
internal sealed class NodeNetwork
{
    private readonly NetworkNamespace _namespace;
    private readonly string _directory;
    private readonly PodAddresses _addresses;

    private NodeNetwork(NetworkNamespace ns, string directory, int index)
    {
        _namespace = ns;
        _directory = directory;
        Index = index;
        _addresses = new PodAddresses(index);
    }

    public int Index { get; }

    public string Address => Addresses.Node(Index);

    public string HardwareAddress => Addresses.NodeHardware(Index);

    /// <summary>The node's link to the machines' network, as it is called on the node.</summary>
    public const string Link = "lan";

    public string NamespacePath => _namespace.Path;

    public static async Task<NodeNetwork> CreateAsync(string directory, int index, int nodes, CancellationToken ct)
    {
        var ns = await NetworkNamespace.CreateAsync(Path.Combine(directory, $"node-{index}"), Sysctl.Router);
        await Ip.BatchAsync(null,
        [
            $"link add n{index} type veth peer name {Link} address {Addresses.NodeHardware(index)} netns {ns.Path}",
            $"link set n{index} master {Addresses.Bridge} up",
            $"route add {Addresses.PodCidr(index)} via {Addresses.Node(index)} onlink dev {Addresses.Bridge}",
        ], ct);
        var others = Enumerable.Range(1, nodes).Where(other => other != index)
            .Select(other => $"route add {Addresses.PodCidr(other)} via {Addresses.Node(other)}");
        await ns.IpAsync(
        [
            "link set lo up",
            $"addr add {Addresses.Node(index)}/{Addresses.LanPrefix} dev {Link}",
            $"link set {Link} up",
            $"route add default via {Addresses.Outer}",
            // A pod that is gone or cut off is silence, not an answer from the neighbour.
            $"route add blackhole {Addresses.PodCidr(index)}",
            .. others,
        ], ct);
        return new NodeNetwork(ns, directory, index);
    }

    /// <summary>As if the node's cable were pulled.</summary>
    public Task CutOffAsync(CancellationToken ct) => Ip.BatchAsync(null, [$"link set n{Index} down"], ct);

    public Task RestoreAsync(CancellationToken ct) => Ip.BatchAsync(null, [$"link set n{Index} up"], ct);

    public async Task<PodNetwork> AddPodAsync(string id, CancellationToken ct)
    {
        var address = _addresses.Take();
        var ns = await NetworkNamespace.CreateAsync(Path.Combine(_directory, $"pod-{id}"), Sysctl.Pod);
        var pod = new PodNetwork(_namespace, ns, $"v-{id[..Math.Min(id.Length, 12)]}", address, () => _addresses.Return(address));
        await pod.ConnectAsync(ct);
        return pod;
    }
}
