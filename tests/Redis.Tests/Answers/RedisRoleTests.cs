using RedisOperator.Redis.Tests.Protocol;

namespace RedisOperator.Redis.Tests.Answers;

public class RedisRoleTests
{
    [Fact]
    public void A_master_lists_its_replicas()
    {
        var role = Role("*3\r\n$6\r\nmaster\r\n:3129659\r\n*1\r\n*3\r\n$9\r\n127.0.0.1\r\n$4\r\n9001\r\n$7\r\n3129242\r\n").ShouldBeOfType<RedisRole.Master>();

        role.Offset.ShouldBe(3129659);
        role.Replicas.ShouldBe([new ConnectedReplica("127.0.0.1", 9001, 3129242)]);
    }

    [Fact]
    public void A_replica_that_never_synced_has_no_offset()
    {
        var role = Role("*5\r\n$5\r\nslave\r\n$9\r\n127.0.0.1\r\n:1\r\n$7\r\nconnect\r\n:-1\r\n").ShouldBeOfType<RedisRole.Replica>();

        role.IsConnected.ShouldBeFalse();
        role.Offset.ShouldBeNull();
        role.MasterPort.ShouldBe(1);
    }

    [Fact]
    public void A_sentinel_lists_its_masters() =>
        Role("*2\r\n$8\r\nsentinel\r\n*1\r\n$3\r\nn.g\r\n").ShouldBeOfType<RedisRole.Sentinel>().MasterNames.ShouldBe(["n.g"]);

    [Theory]
    [InlineData("*0\r\n")]
    [InlineData("+master\r\n")]
    [InlineData("*2\r\n+primary\r\n:1\r\n")]
    [InlineData("*1\r\n$6\r\nmaster\r\n")]
    public void Anything_else_is_unknown(string wire) => Role(wire).ShouldBeOfType<RedisRole.Unknown>();

    private static RedisRole Role(string wire) => RedisRole.Parse(Wire.ReadAll(wire)[0]);
}
