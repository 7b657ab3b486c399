namespace RedisOperator.EndToEnd;

/// <summary>What kubectl apply refuses; each message names the field and says what to write instead.</summary>
public sealed class BadInputTests(OperatorCluster cluster)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sentinel: { quorum: 4 }", "spec.sentinel.quorum", "lower it")]
    [InlineData("sentinel: { quorum: 0 }", "spec.sentinel.quorum", "at least 1")]
    [InlineData("sentinel: { downAfter: 500ms }", "spec.sentinel.downAfter", "at least 2s")]
    [InlineData("sentinel: { downAfter: five seconds }", "spec.sentinel.downAfter", "such as 5s")]
    [InlineData("sentinel: { failoverTimeout: 10 }", "spec.sentinel.failoverTimeout", "string")]
    [InlineData("config: { replicaof: 10.0.0.1 6379 }", "spec.config", "leave out")]
    [InlineData("durability: { maxLag: 2m }", "spec.durability.maxLag", "write 3s")]
    [InlineData("durability: { mode: BoundedLoss, minReplicasToWrite: 3 }", "spec.durability.minReplicasToWrite", "lower it")]
    [InlineData("switchover: { timeout: 1s }", "spec.switchover.timeout", "at least 3s")]
    [InlineData("switchover: { maxLagBytes: much }", "spec.switchover.maxLagBytes", "match")]
    [InlineData("updateStrategy: { type: Manual }", "spec.updateStrategy.type", "Supervised")]
    [InlineData("pausedUntil: tomorrow", "spec.pausedUntil", "2030-01-31T08:00:00Z")]
    [InlineData("config: { min-replicas-to-write: '0' }", "spec.config", "spec.durability")]
    [InlineData("persistence: { mode: Sometimes }", "spec.persistence.mode", "AOF")]
    [InlineData("persistance: { mode: None }", "persistance", "unknown field")]
    public async Task Refuses(string field, string named, string remedy)
    {
        var kubectl = await cluster.NamespaceAsync(Now);

        var result = await kubectl.ApplyAsync(OperatorCluster.Manifest("bad", $"  replicas: 3\n  image: redis:8.2\n  {field}"), Now);

        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.StandardError.ShouldContain(named, Case.Insensitive, result.ToString());
        result.StandardError.ShouldContain(remedy, Case.Insensitive, result.ToString());
        (await kubectl.GetAsync("redisreplicationgroup", "bad", Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Refuses_a_group_without_pods()
    {
        var kubectl = await cluster.NamespaceAsync(Now);

        var result = await kubectl.ApplyAsync(OperatorCluster.Manifest("bad", "  replicas: 0\n  image: redis:8.2"), Now);

        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.StandardError.ShouldContain("spec.replicas", Case.Insensitive, result.ToString());
        result.StandardError.ShouldContain("at least 1", Case.Insensitive, result.ToString());
    }
}
