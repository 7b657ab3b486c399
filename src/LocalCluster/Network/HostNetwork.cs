namespace RedisOperator.LocalCluster.Network;

/// <summary>The node's own network, for pods with hostNetwork. It is there before them and stays after them, with what they changed in it.</summary>
internal sealed class HostNetwork(NodeNetwork node) : IPodNetwork
{
    public string Address => node.Address;

    public string NamespacePath => node.NamespacePath;

    public Task RemoveAsync(CancellationToken ct) => Task.CompletedTask;
}
