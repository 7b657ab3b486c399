using Xunit.Sdk;
using Xunit.v3;

namespace RedisOperator.EndToEnd;

/// <summary>
/// The untouched group is looked at as late as possible, so that its two minutes pass while other tests run; tests that
/// kill the operator come after it, because what a new operator does on its first pass is not steady state.
/// </summary>
public sealed class OperatorDeathLast : ITestCollectionOrderer
{
    private static readonly string[] Last = [nameof(SteadyStateTests), nameof(OperatorDeathTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Last, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)))];
}
