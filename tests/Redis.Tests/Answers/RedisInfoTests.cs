namespace RedisOperator.Redis.Tests.Answers;

public class RedisInfoTests
{
    [Fact]
    public void Missing_fields_are_unknown_not_zero()
    {
        var info = RedisInfo.Parse("# Server\r\nredis_version:7.0.15\r\n");

        info.Version.ShouldBe("7.0.15");
        info.Role.ShouldBe(RedisNodeRole.Unknown);
        info.MasterLinkUp.ShouldBeNull();
        info.MasterReplOffset.ShouldBeNull();
        info.SlaveReplOffset.ShouldBeNull();
        info.Loading.ShouldBeNull();
        info.KeyCount.ShouldBeNull();
    }

    [Fact]
    public void An_empty_keyspace_section_is_zero_keys() => RedisInfo.Parse("# Keyspace\r\n").KeyCount.ShouldBe(0);

    [Fact]
    public void Keys_of_all_databases_are_counted() =>
        RedisInfo.Parse("# Keyspace\r\ndb0:keys=3,expires=0,avg_ttl=0\r\ndb4:keys=39,expires=1,avg_ttl=5\r\n").KeyCount.ShouldBe(42);

    [Fact]
    public void A_replica_says_what_it_follows_and_how_far_it_is()
    {
        var info = RedisInfo.Parse("""
            # Replication
            role:slave
            master_host:10.96.0.7
            master_port:6379
            master_link_status:down
            slave_repl_offset:1234
            slave_priority:100
            master_sync_in_progress:1
            """);

        info.Role.ShouldBe(RedisNodeRole.Replica);
        info.MasterHost.ShouldBe("10.96.0.7");
        info.MasterPort.ShouldBe(6379);
        info.MasterLinkUp.ShouldBe(false);
        info.SlaveReplOffset.ShouldBe(1234);
        info.SlavePriority.ShouldBe(100);
        info.MasterSyncInProgress.ShouldBe(true);
    }
}
