namespace RedisOperator.EndToEnd;

public sealed class SteadyStateTests(OperatorCluster cluster)
{
    private static readonly TimeSpan Still = TimeSpan.FromMinutes(2);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_objects_resourceVersion_moves_for_two_minutes()
    {
        var left = Still - (TimeProvider.System.GetUtcNow() - cluster.Untouched.Since);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, Now);
        }

        var now = await cluster.Untouched.NowAsync(Now);

        var moved = now.Where(entry => cluster.Untouched.Versions.GetValueOrDefault(entry.Key) != entry.Value)
            .Select(entry => $"{entry.Key}: {cluster.Untouched.Versions.GetValueOrDefault(entry.Key, "not there")} -> {entry.Value}");
        moved.ShouldBeEmpty($"since {cluster.Untouched.Since:HH:mm:ss}\n{await cluster.OperatorLogAsync(Now)}");
        now.Keys.Order(StringComparer.Ordinal).ShouldBe(cluster.Untouched.Versions.Keys.Order(StringComparer.Ordinal));
    }
}
