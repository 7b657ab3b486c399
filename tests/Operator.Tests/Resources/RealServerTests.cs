using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources;

/// <summary>The produced files, read by real redis-server processes.</summary>
public sealed class RealServerTests
{
    private const string Password = PodDirectory.Password;

    [Fact]
    public async Task Redis_starts_held_with_its_data_and_asks_for_the_password()
    {
        var group = Group();
        using var pod = new PodDirectory(group);
        await using (var redis = await RedisProcess.StartAsync(group.Spec.Port, pod.RedisConfig))
        {
            (await redis.AskAsync(null, "PING")).ShouldContain("NOAUTH");
            (await redis.AskAsync(Password, "ROLE")).ShouldStartWith("slave\n127.0.0.1\n1\n");
            await redis.AskAsync(Password, "REPLICAOF", "NO", "ONE");
            // Every second by default: a write could wait for the last one's flush, and the kill would come first.
            await redis.AskAsync(Password, "CONFIG", "SET", "appendfsync", "always");
            (await redis.AskAsync(Password, "SET", "key", "kept")).ShouldStartWith("NOREPLICAS");
            await redis.AskAsync(Password, "CONFIG", "SET", "min-replicas-to-write", "0");
            (await redis.AskAsync(Password, "SET", "key", "kept")).ShouldBe("OK");
            await redis.KillAsync();
        }

        await using var restarted = await RedisProcess.StartAsync(group.Spec.Port, pod.RedisConfig);
        (await restarted.AskAsync(Password, "ROLE")).ShouldStartWith("slave\n127.0.0.1\n1\n");
        (await restarted.AskAsync(Password, "GET", "key")).ShouldBe("kept");
        (await restarted.AskAsync(Password, "INFO", "replication")).ShouldContain("master_link_status:down");
    }

    [Fact]
    public async Task A_held_redis_follows_the_master_it_is_pointed_to_and_announces_its_address()
    {
        var (first, second) = (Group(), Group());
        using var firstPod = new PodDirectory(first);
        using var secondPod = new PodDirectory(second);
        await using var master = await RedisProcess.StartAsync(first.Spec.Port, firstPod.RedisConfig);
        await using var replica = await RedisProcess.StartAsync(second.Spec.Port, secondPod.RedisConfig);

        await master.AskAsync(Password, "REPLICAOF", "NO", "ONE");
        await replica.AskAsync(Password, "REPLICAOF", "127.0.0.1", $"{first.Spec.Port}");

        await replica.AskUntilAsync("master_link_status:up", Password, "INFO", "replication");
        (await master.AskAsync(Password, "INFO", "replication")).ShouldContain($"slave0:ip=127.0.0.1,port={second.Spec.Port},state=online");
    }

    [Fact]
    public async Task A_group_of_one_starts_as_master()
    {
        var group = Group();
        group.Spec.Replicas = 1;
        using var pod = new PodDirectory(group);
        await using var redis = await RedisProcess.StartAsync(group.Spec.Port, pod.RedisConfig);

        (await redis.AskAsync(Password, "ROLE")).ShouldStartWith("master\n");
    }

    [Theory]
    [InlineData(PersistenceMode.AppendOnly, "yes", "")]
    [InlineData(PersistenceMode.Snapshots, "no", "3600 1 300 100 60 10000")]
    [InlineData(PersistenceMode.Both, "yes", "3600 1 300 100 60 10000")]
    [InlineData(PersistenceMode.None, "no", "")]
    public async Task Persistence_mode_is_what_redis_does(string mode, string appendOnly, string save)
    {
        var group = Group();
        group.Spec.Persistence.Mode = mode;
        using var pod = new PodDirectory(group);
        await using var redis = await RedisProcess.StartAsync(group.Spec.Port, pod.RedisConfig);

        (await redis.AskAsync(Password, "CONFIG", "GET", "appendonly")).ShouldBe($"appendonly\n{appendOnly}");
        (await redis.AskAsync(Password, "CONFIG", "GET", "save")).ShouldBe($"save\n{save}".TrimEnd());
    }

    [Fact]
    public async Task A_users_directives_hold_and_those_the_operator_owns_do_not()
    {
        var group = Group();
        group.Spec.Persistence.Mode = PersistenceMode.Snapshots;
        group.Spec.Config = new Dictionary<string, string>
        {
            ["maxmemory"] = "100mb",
            ["maxmemory-policy"] = "allkeys-lru",
            ["notify-keyspace-events"] = "",
            ["repl-backlog-size"] = "2mb",
            ["save"] = "900 1",
            ["requirepass"] = "mine",
            ["port"] = "1",
            ["lfu-decay-time"] = "2\nrequirepass mine",
        };
        using var pod = new PodDirectory(group);
        await using var redis = await RedisProcess.StartAsync(group.Spec.Port, pod.RedisConfig);

        (await redis.AskAsync(Password, "CONFIG", "GET", "maxmemory-policy")).ShouldBe("maxmemory-policy\nallkeys-lru");
        (await redis.AskAsync(Password, "CONFIG", "GET", "repl-backlog-size")).ShouldBe("repl-backlog-size\n2097152");
        (await redis.AskAsync(Password, "CONFIG", "GET", "save")).ShouldBe("save\n900 1");
        (await redis.AskAsync(Password, "CONFIG", "GET", "lfu-decay-time")).ShouldBe("lfu-decay-time\n1");
    }

    [Fact]
    public async Task Sentinel_keeps_its_identity_password_and_master_over_a_restart_with_the_file_it_rewrote()
    {
        var group = Group();
        using var pod = new PodDirectory(group);
        string[] arguments = [pod.SentinelConfig, "--sentinel"];
        var (port, id) = (group.Spec.Sentinel.Port, SentinelConfig.MyId(group.Metadata.Uid!, 0));
        await using (var sentinel = await RedisProcess.StartAsync(port, arguments))
        {
            (await sentinel.AskAsync(null, "PING")).ShouldContain("NOAUTH");
            (await sentinel.AskAsync(Password, "SENTINEL", "MYID")).ShouldBe(id);
            (await sentinel.AskAsync(Password, "SENTINEL", "MASTERS")).ShouldBeEmpty();
            (await sentinel.AskAsync(Password, "SENTINEL", "MONITOR", "default.cache", "127.0.0.1", "1", "2")).ShouldBe("OK");
            (await sentinel.AskAsync(Password, "SENTINEL", "SET", "default.cache", "auth-pass", Password)).ShouldBe("OK");
            await sentinel.KillAsync();
        }

        (await File.ReadAllTextAsync(pod.SentinelConfig, TestContext.Current.CancellationToken)).ShouldContain("# Generated by CONFIG REWRITE");
        await using var restarted = await RedisProcess.StartAsync(port, arguments);
        (await restarted.AskAsync(null, "PING")).ShouldContain("NOAUTH");
        (await restarted.AskAsync(Password, "SENTINEL", "MYID")).ShouldBe(id);
        (await restarted.AskAsync(Password, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "default.cache")).ShouldBe("127.0.0.1\n1");
    }

    [Fact]
    public async Task Sentinels_find_each_other_and_the_replicas_with_the_groups_password()
    {
        var groups = Enumerable.Range(0, 2).Select(_ => Group()).ToArray();
        groups[1].Metadata.Uid = "00000000-0000-0000-0000-000000000002"; // Another identity for the other sentinel.
        using var firstPod = new PodDirectory(groups[0]);
        using var secondPod = new PodDirectory(groups[1]);
        await using var master = await RedisProcess.StartAsync(groups[0].Spec.Port, firstPod.RedisConfig);
        await using var replica = await RedisProcess.StartAsync(groups[1].Spec.Port, secondPod.RedisConfig);
        await using var one = await RedisProcess.StartAsync(groups[0].Spec.Sentinel.Port, firstPod.SentinelConfig, "--sentinel");
        await using var other = await RedisProcess.StartAsync(groups[1].Spec.Sentinel.Port, secondPod.SentinelConfig, "--sentinel");
        await master.AskAsync(Password, "REPLICAOF", "NO", "ONE");
        await replica.AskAsync(Password, "REPLICAOF", "127.0.0.1", $"{master.Port}");
        await replica.AskUntilAsync("master_link_status:up", Password, "INFO", "replication");

        foreach (var sentinel in new[] { one, other })
        {
            await sentinel.AskAsync(Password, "SENTINEL", "MONITOR", "default.cache", "127.0.0.1", $"{master.Port}", "2");
            await sentinel.AskAsync(Password, "SENTINEL", "SET", "default.cache", "auth-pass", Password);
        }

        await one.AskUntilAsync("OK 2 usable Sentinels", Password, "SENTINEL", "CKQUORUM", "default.cache");
        await one.AskUntilAsync($"127.0.0.1:{replica.Port}", Password, "SENTINEL", "REPLICAS", "default.cache");
    }

    private static RedisReplicationGroup Group() =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "default", Uid = "00000000-0000-0000-0000-000000000001" },
            Spec = new RedisReplicationGroupSpec
            {
                Image = "redis:8.2",
                Port = RedisProcess.FreePort(),
                Sentinel = new SentinelSpec { Port = RedisProcess.FreePort() },
            },
        };
}
