namespace RedisOperator.Vip.Tests.Announcing;

public sealed class ProcessRightsTests
{
    [Theory]
    [InlineData(0, "0000000000003000", "0000000000000000", "")] // root in a container with these two added
    [InlineData(994, "0000000000003000", "0000000000003000", "")] // systemd's AmbientCapabilities
    [InlineData(994, "0000000000003000", "0000000000000000", "CAP_NET_ADMIN CAP_NET_RAW")] // a capability on the file: ip and arping do not get it
    [InlineData(0, "0000000000001000", "0000000000000000", "CAP_NET_RAW")]
    [InlineData(0, "0000000000002000", "0000000000000000", "CAP_NET_ADMIN")]
    public void What_ip_and_arping_will_not_get_is_missing(int user, string effective, string ambient, string missing) =>
        string.Join(' ', ProcessRights.Parse([$"Name:\tredis-operator", $"Uid:\t{user}\t{user}\t{user}\t{user}", $"CapEff:\t{effective}", $"CapAmb:\t{ambient}"]).Missing).ShouldBe(missing);
}
