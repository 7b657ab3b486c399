namespace RedisOperator.Entities.Tests;

public sealed class ConfigDirectivesTests
{
    [Theory]
    [InlineData("maxmemory-policy", "allkeys-lru")]
    [InlineData("notify-keyspace-events", "")]
    [InlineData("client-output-buffer-limit", "replica 256mb 64mb 60")]
    public void A_users_directive_is_taken(string name, string value) => ConfigDirectives.IsAllowedInRedis(name, value).ShouldBeTrue();

    [Theory]
    [InlineData("replicaof", "10.0.0.1 6379")]
    [InlineData("requirepass", "x")]
    [InlineData("include", "/tmp/x")]
    [InlineData("user", "default on nopass ~* +@all")]
    [InlineData("appendonly", "no")]
    [InlineData("Port", "1")]
    [InlineData("maxmemory 1gb", "")]
    [InlineData("maxmemory\nport", "1")]
    [InlineData("maxmemory\n", "1")]
    [InlineData("maxmemory", "1gb\nport 1")]
    [InlineData("", "1")]
    public void A_directive_of_the_operators_or_a_second_line_is_not(string name, string value) => ConfigDirectives.IsAllowedInRedis(name, value).ShouldBeFalse();

    [Theory]
    [InlineData("loglevel", "verbose", true)]
    [InlineData("sentinel", "monitor x 10.0.0.1 6379 1", false)]
    [InlineData("requirepass", "x", false)]
    [InlineData("loglevel", "verbose\nsentinel monitor x 10.0.0.1 6379 1", false)]
    public void Sentinel_takes_plain_directives_only(string name, string value, bool allowed) =>
        ConfigDirectives.IsAllowedInSentinel(name, value).ShouldBe(allowed);
}
