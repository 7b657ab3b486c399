namespace RedisOperator.Redis.Tests.Sentinels;

public class SentinelEventTests
{
    private static readonly HostPort OldMaster = new("10.0.0.1", 6379);
    private static readonly HostPort Replica = new("10.0.0.2", 6380);

    [Fact]
    public void A_switch_names_both_masters()
    {
        var parsed = SentinelEvent.Parse("+switch-master", "ns.cache 10.0.0.1 6379 10.0.0.2 6380");

        parsed.MasterName.ShouldBe("ns.cache");
        parsed.From.ShouldBe(OldMaster);
        parsed.To.ShouldBe(Replica);
    }

    [Fact]
    public void A_selected_replica_is_the_instance()
    {
        var parsed = SentinelEvent.Parse("+selected-slave", "slave 10.0.0.2:6380 10.0.0.2 6380 @ ns.cache 10.0.0.1 6379");

        parsed.InstanceType.ShouldBe("slave");
        parsed.Instance.ShouldBe(Replica);
        parsed.MasterName.ShouldBe("ns.cache");
        parsed.Master.ShouldBe(OldMaster);
    }

    [Theory]
    [InlineData("+sdown", "master ns.cache 10.0.0.1 6379", "")]
    [InlineData("+odown", "master ns.cache 10.0.0.1 6379 #quorum 2/2", "#quorum 2/2")]
    public void A_master_event_is_about_the_master(string channel, string payload, string detail)
    {
        var parsed = SentinelEvent.Parse(channel, payload);

        parsed.InstanceType.ShouldBe("master");
        parsed.Instance.ShouldBe(OldMaster);
        parsed.Master.ShouldBe(OldMaster);
        parsed.MasterName.ShouldBe("ns.cache");
        parsed.Detail.ShouldBe(detail);
    }

    [Fact]
    public void A_role_change_keeps_what_was_reported()
    {
        var parsed = SentinelEvent.Parse("-role-change", "slave 10.0.0.2:6380 10.0.0.2 6380 @ ns.cache 10.0.0.1 6379 new reported role is master");

        parsed.Instance.ShouldBe(Replica);
        parsed.Detail.ShouldBe("new reported role is master");
    }

    [Fact]
    public void A_new_epoch_is_about_no_master()
    {
        var parsed = SentinelEvent.Parse("+new-epoch", "17");

        parsed.Epoch.ShouldBe(17);
        parsed.MasterName.ShouldBeNull();
    }

    [Theory]
    [InlineData("+tilt", "#tilt mode entered")]
    [InlineData("+switch-master", "too few words")]
    [InlineData("+anything", "")]
    public void What_is_not_understood_is_kept_as_text(string channel, string payload)
    {
        var parsed = SentinelEvent.Parse(channel, payload);

        parsed.Payload.ShouldBe(payload);
        parsed.MasterName.ShouldBeNull();
        parsed.Instance.ShouldBeNull();
    }

    [Fact]
    public void An_IPv6_address_is_an_address() =>
        SentinelEvent.Parse("+sdown", "slave [fd00::2]:6379 fd00::2 6379 @ g fd00::1 6379").Instance.ShouldBe(new HostPort("fd00::2", 6379));
}
