using RedisOperator.LocalCluster.Network;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>One node: its name, its network, and whether it runs.</summary>
internal sealed record Node(string Name, NodeNetwork Network)
{
    public NodePower Power { get; } = new();
}
