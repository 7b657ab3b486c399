namespace RedisOperator.LocalCluster.Network;

/// <summary>The network that the containers of one pod share.</summary>
internal interface IPodNetwork
{
    string Address { get; }

    string NamespacePath { get; }

    /// <summary>To be called when the pod's processes are gone.</summary>
    Task RemoveAsync(CancellationToken ct);
}
