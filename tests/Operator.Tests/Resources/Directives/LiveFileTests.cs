using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources.Directives;

public sealed class LiveFileTests
{
    private static readonly Func<string, string, bool> Everybody = (_, _) => true;
    private static readonly Func<string, string, bool> Nobody = (_, _) => false;

    [Fact]
    public void A_new_group_starts_without_the_users_directives_until_a_redis_has_taken_them()
    {
        var group = Group(("maxmemory", "1gb"));

        LiveFile.Next(group, null, appendOnly: true, Nobody).Directives.ShouldNotContainKey("maxmemory");
        LiveFile.Wanted(group, null)["maxmemory"].ShouldBe("1gb");
        LiveFile.Next(group, null, appendOnly: true, Everybody).Directives["maxmemory"].ShouldBe("1gb");
    }

    [Fact]
    public void A_refused_value_leaves_the_last_good_one_in_the_file()
    {
        var present = LiveFile.Next(Group(("maxmemory-policy", "allkeys-lru")), null, appendOnly: true, Everybody);

        LiveFile.Next(Group(("maxmemory-policy", "nonsense")), present, appendOnly: true, Nobody).Directives["maxmemory-policy"].ShouldBe("allkeys-lru");
        LiveFile.Next(Group(("maxmemory-policy", "\"open")), present, appendOnly: true, Nobody).Directives["maxmemory-policy"].ShouldBe("allkeys-lru");
        LiveFile.Next(Group(("repl-backlog-size", "nonsense")), present, appendOnly: true, Nobody).Directives["repl-backlog-size"].ShouldBe("64mb");
    }

    [Fact]
    public void What_is_taken_out_goes_back_to_its_default_for_good()
    {
        var first = LiveFile.Next(Group(("maxmemory", "1gb"), ("repl-backlog-size", "2mb")), null, appendOnly: true, Everybody);
        var second = LiveFile.Next(Group(), first, appendOnly: true, Nobody);

        (second.Directives["maxmemory"], second.Directives["repl-backlog-size"]).ShouldBe(("0", "64mb"));
        LiveFile.Wanted(Group(), second).ShouldBe(second.Directives);
    }

    [Fact]
    public void A_file_reads_back_as_it_was_written()
    {
        var group = Group(("save", "900 1 300 10"), ("client-output-buffer-limit", "normal 0 0 0 pubsub 1mb 1mb 10"), ("proc-title-template", "{title} {port}"), ("io-threads", "2"));
        group.Spec.Persistence.Mode = PersistenceMode.Both;
        var live = LiveFile.Of(group);

        LiveFile.Read(RedisConfig.Build(group, "10.96.0.1", live)).ShouldBe(live);
        live.Directives.ShouldNotContainKey("io-threads");
    }

    [Theory]
    [InlineData("maxmemory", "1gb", "2gb", false, false)]
    [InlineData("io-threads", "2", "4", true, true)]
    [InlineData("some-new-directive", "1", "2", true, false)]
    public void Only_what_cannot_be_set_live_or_taken_back_changes_the_hash(string name, string value, string other, bool addingRolls, bool changingRolls)
    {
        (ConfigHash.Of(Group((name, value))) != ConfigHash.Of(Group())).ShouldBe(addingRolls);
        (ConfigHash.Of(Group((name, value))) != ConfigHash.Of(Group((name, other)))).ShouldBe(changingRolls);
    }

    [Fact]
    public void Persistence_and_the_number_of_pods_do_not_change_the_hash_and_sentinels_directives_do()
    {
        var (three, five, both, chatty) = (Group(), Group(), Group(), Group());
        five.Spec.Replicas = 5;
        both.Spec.Persistence.Mode = PersistenceMode.Both;
        chatty.Spec.Sentinel.Config = new Dictionary<string, string> { ["loglevel"] = "verbose" };

        ConfigHash.Of(five).ShouldBe(ConfigHash.Of(three));
        ConfigHash.Of(both).ShouldBe(ConfigHash.Of(three));
        ConfigHash.Of(chatty).ShouldNotBe(ConfigHash.Of(three));
    }

    private static RedisReplicationGroup Group(params (string Name, string Value)[] config) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "default", Uid = "uid" },
            Spec = new RedisReplicationGroupSpec { Image = "redis:8.2", Config = config.ToDictionary(one => one.Name, one => one.Value) },
        };
}
