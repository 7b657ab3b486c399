namespace RedisOperator.LocalCluster.Network;

/// <summary>
/// A pod's network namespace and its point-to-point link into the node. Between pods everything is routed, never bridged,
/// so every packet passes the node's Service rules.
/// </summary>
internal sealed class PodNetwork(NetworkNamespace node, NetworkNamespace pod, string link, string address, Action release) : IPodNetwork
{
    public string Address => address;

    public string NamespacePath => pod.Path;

    public async Task ConnectAsync(CancellationToken ct)
    {
        await node.IpAsync(
        [
            $"link add {link} type veth peer name eth0 netns {pod.Path}",
            $"addr add {Addresses.PodGateway}/32 dev {link}",
            $"link set {link} up",
            $"route add {address}/32 dev {link}",
        ], ct);
        await pod.IpAsync(
        [
            "link set lo up",
            $"addr add {address}/32 dev eth0",
            "link set eth0 up",
            $"route add {Addresses.PodGateway} dev eth0 scope link",
            $"route add default via {Addresses.PodGateway} dev eth0",
        ], ct);
    }

    /// <summary>As if the cable were pulled: both directions become silent.</summary>
    public Task CutOffAsync(CancellationToken ct) => node.IpAsync([$"link set {link} down"], ct);

    public Task RestoreAsync(CancellationToken ct) =>
        node.IpAsync([$"link set {link} up", $"route replace {address}/32 dev {link}"], ct);

    /// <summary>The link is removed first: a namespace is taken down lazily.</summary>
    public async Task RemoveAsync(CancellationToken ct)
    {
        await node.IpAsync([$"link del {link}"], ct);
        pod.Remove();
        release();
    }
}
