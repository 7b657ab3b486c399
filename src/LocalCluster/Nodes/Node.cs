using RedisOperator.LocalCluster.Network;

namespace RedisOperator.LocalCluster.Nodes;

/// <summary>One node: its name and its network.</summary>
internal sealed record Node(string Name, NodeNetwork Network);
