using RedisOperator.EndToEnd.RandomFaults;
using Xunit.Sdk;
using Xunit.v3;

namespace RedisOperator.EndToEnd;

/// <summary>
/// The untouched group is looked at while other tests run, so that its two minutes are not lost; tests that do something to
/// nodes, to the operator or to its way to the API server come after it: those touch every group.
/// </summary>
public sealed class CalmTestsFirst : ITestCollectionOrderer
{
    private static readonly string[] Last =
    [
        nameof(SteadyStateTests),
        nameof(ColdStartTests),
        nameof(LeavingTests),
        nameof(ControlPlaneTests),
        nameof(CheckerTests),
        nameof(RandomFaultTests),
        nameof(LoadBalancerTests),
        nameof(HostNetworkTests),
        nameof(NodeLossTests),
        nameof(OperatorDeathTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Last, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)))];
}
