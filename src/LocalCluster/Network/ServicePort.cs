namespace RedisOperator.LocalCluster.Network;

internal readonly record struct Endpoint(string Address, long Port);

/// <summary>One port of a Service as the rules see it.</summary>
/// <param name="Endpoints">Those that may be chosen now, in a stable order.</param>
internal sealed record ServicePort(string Name, string? ClusterAddress, string Protocol, long Port, long? NodePort, bool ByClient, IReadOnlyList<Endpoint> Endpoints)
{
    /// <summary>Addresses that a load balancer has assigned.</summary>
    public IReadOnlyList<string> BalancedAddresses { get; init; } = [];

    /// <summary>With externalTrafficPolicy Local: what each node may choose of, for traffic from outside. Null: every node of all.</summary>
    public ILookup<string, Endpoint>? OnNode { get; init; }
}
