using RedisOperator.EndToEnd.RandomFaults;
using Xunit.Sdk;
using Xunit.v3;

namespace RedisOperator.EndToEnd;

/// <summary>
/// A test that does something only to groups of its own runs beside others, each class one test at a time. What does something to nodes, to the operator or to its
/// way to the API server touches every group: such classes come afterwards, one after the other. The untouched group is looked at between the two, so that its two
/// minutes are not lost.
/// </summary>
public sealed class CalmTestsFirst : ITestCollectionOrderer
{
    private static readonly Type[] Alone =
    [
        typeof(SteadyStateTests),
        typeof(ColdStartTests),
        typeof(LeavingTests),
        typeof(ControlPlaneTests),
        typeof(CheckerTests),
        typeof(RandomFaultTests),
        typeof(LoadBalancerTests),
        typeof(HostNetworkTests),
        typeof(NodeLossTests),
        typeof(OperatorDeathTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Alone, type => collection.TestCollectionDisplayName == type.FullName))];

    /// <summary>A collection for each class.</summary>
    public sealed class Collections(IXunitTestAssembly assembly) : TestCollectionFactoryBase(assembly)
    {
        public override string DisplayName => "by class, those that touch every group alone";

        protected override IXunitTestCollection GetDefaultTestCollection(Type testClass) =>
            new XunitTestCollection(TestAssembly, collectionDefinition: null, disableParallelization: Alone.Contains(testClass), testClass.FullName!);
    }
}
