using System.Net;
using RedisOperator.Redis.Tests.Processes;

namespace RedisOperator.Redis.Tests.Connections;

/// <summary>Against a real server: what a connection does while the server behaves.</summary>
public class RedisConnectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Speaks_both_protocols(int protocol)
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options() with { Protocol = protocol, ClientName = "tests" }, Ct);

        redis.Protocol.ShouldBe(protocol);
        (await redis.ExecuteAsync(Ct, "SET", "k", "v")).AsString().ShouldBe("OK");
        (await redis.ExecuteAsync(Ct, "GET", "k")).AsString().ShouldBe("v");
        (await redis.ExecuteAsync(Ct, "GET", "none")).IsNull.ShouldBeTrue();
        (await redis.ExecuteAsync(Ct, "CLIENT", "GETNAME")).AsString().ShouldBe("tests");
        (await redis.ConfigGetAsync("maxmemory-pol*", Ct))["maxmemory-policy"].ShouldBe("noeviction");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Authenticates_the_default_user_and_ACL_users(int protocol)
    {
        await using var server = await RedisProcess.StartServerAsync("requirepass first", "user ops on >second ~* &* +@all -flushall");
        var options = server.Options() with { Protocol = protocol };

        await using var redis = await RedisConnection.ConnectAsync(options with { Password = "first" }, Ct);
        await using var ops = await RedisConnection.ConnectAsync(options with { User = "ops", Password = "second" }, Ct);

        (await redis.ExecuteAsync(Ct, "ACL", "WHOAMI")).AsString().ShouldBe("default");
        (await ops.ExecuteAsync(Ct, "ACL", "WHOAMI")).AsString().ShouldBe("ops");
        (await Should.ThrowAsync<RedisException>(() => ops.ExecuteAsync(Ct, "FLUSHALL"))).Kind.ShouldBe(RedisFailureKind.NotPermitted);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_wrong_password_is_refused_at_connect(int protocol)
    {
        await using var server = await RedisProcess.StartServerAsync("requirepass right");

        var refused = await Should.ThrowAsync<RedisException>(() => RedisConnection.ConnectAsync(server.Options("wrong") with { Protocol = protocol }, Ct));

        refused.Kind.ShouldBe(RedisFailureKind.AuthenticationFailed);
        refused.Message.ShouldContain($"{server.Port}");
    }

    [Fact]
    public async Task No_password_where_one_is_needed_is_refused()
    {
        await using var server = await RedisProcess.StartServerAsync("requirepass right");

        (await Should.ThrowAsync<RedisException>(() => RedisConnection.ConnectAsync(server.Options(), Ct))).Kind.ShouldBe(RedisFailureKind.AuthenticationFailed);
    }

    [Fact]
    public async Task The_remote_address_is_the_one_asked_for_also_when_it_came_from_a_name()
    {
        await using var server = await RedisProcess.StartServerAsync();

        await using var byAddress = await RedisConnection.ConnectAsync(server.Options(), Ct);
        await using var byName = await RedisConnection.ConnectAsync(server.Options() with { EndPoint = new DnsEndPoint("localhost", server.Port) }, Ct);

        byAddress.RemoteEndPoint.ShouldBe(server.EndPoint);
        byName.RemoteEndPoint.ShouldBe(server.EndPoint);
    }

    [Fact]
    public async Task A_pipeline_gives_results_and_errors_as_values_in_order()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);

        var replies = await redis.ExecuteManyAsync([["SET", "k", "1"], ["LPUSH", "k", "x"], ["INCR", "k"]], Ct);

        replies[0].IsSuccess.ShouldBeTrue();
        replies[1].Failure!.Code.ShouldBe("WRONGTYPE");
        replies[1].Result.ShouldBeNull();
        replies[2].GetResultOrThrow().AsInt64().ShouldBe(2);
    }

    [Fact]
    public async Task A_thousand_concurrent_calls_each_get_their_own_answer()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => redis.ExecuteAsync(Ct, "ECHO", $"{i}")));

        answers.Select(answer => answer.AsInt64()).ShouldBe(Enumerable.Range(0, 1000).Select(i => (long?)i));
    }

    [Fact]
    public async Task INFO_and_ROLE_of_a_master_and_a_held_replica()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var held = await RedisProcess.StartServerAsync("replicaof 127.0.0.1 1");
        await using var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);
        await using var heldRedis = await RedisConnection.ConnectAsync(held.Options(), Ct);
        await redis.ExecuteAsync(Ct, "MSET", "a", "1", "b", "2");

        var info = await redis.InfoAsync(Ct);
        info.Role.ShouldBe(RedisNodeRole.Master);
        info.KeyCount.ShouldBe(2);
        info.Loading.ShouldBe(false);
        info.RunId!.Length.ShouldBe(40);
        info.MasterLinkUp.ShouldBeNull();
        info.ConnectedReplicas.ShouldBe(0);
        (await redis.InfoAsync(Ct, "replication")).KeyCount.ShouldBeNull();
        (await redis.RoleAsync(Ct)).ShouldBeOfType<RedisRole.Master>().Replicas.ShouldBeEmpty();
        (await redis.DbSizeAsync(Ct)).ShouldBe(2);

        (await heldRedis.InfoAsync(Ct, "replication")).MasterLinkUp.ShouldBe(false);
        (await heldRedis.RoleAsync(Ct)).ShouldBeOfType<RedisRole.Replica>().MasterPort.ShouldBe(1);
    }

    [Fact]
    public async Task A_replica_follows_is_promoted_and_paused_writes_wait()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var other = await RedisProcess.StartServerAsync();
        await using var master = await RedisConnection.ConnectAsync(server.Options(), Ct);
        await using var replica = await RedisConnection.ConnectAsync(other.Options(), Ct);

        await replica.ReplicaOfAsync("127.0.0.1", server.Port, Ct);
        await Patience.UntilAsync("the replica is connected", async () => await replica.RoleAsync(Ct) is RedisRole.Replica { IsConnected: true });
        await Patience.UntilAsync(
            "the master lists it", async () => await master.RoleAsync(Ct) is RedisRole.Master { Replicas: [{ Port: var port }] } && port == other.Port);

        await replica.ReplicaOfNoOneAsync(Ct);
        (await replica.RoleAsync(Ct)).Kind.ShouldBe(RedisNodeRole.Master);

        await master.ClientPauseWritesAsync(TimeSpan.FromSeconds(20), Ct);
        var write = master.ExecuteAsync(Ct, "SET", "k", "v");
        await using var second = await RedisConnection.ConnectAsync(server.Options(), Ct);
        (await second.ExecuteAsync(Ct, "EXISTS", "k")).AsInt64().ShouldBe(0);
        await second.ClientUnpauseAsync(Ct);
        (await write).AsString().ShouldBe("OK");
    }

    [Fact]
    public async Task An_old_server_without_HELLO_gets_AUTH_and_RESP2()
    {
        var said = new List<string>();
        await using var old = ScriptedServer.Answering(text =>
        {
            said.Add(text.Split("\r\n")[2]);
            return text.Contains("HELLO") ? "-ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `default`, `hush`,\r\n" : "+OK\r\n";
        });

        await using var redis = await RedisConnection.ConnectAsync(new ConfigurationOptions { EndPoint = old.EndPoint, Password = "hush" }, Ct);

        redis.Protocol.ShouldBe(2);
        said.ShouldBe(["HELLO", "AUTH"]);
    }
}
