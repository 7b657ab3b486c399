using System.Diagnostics;
using System.Net;
using RedisOperator.Redis.Tests.Processes;

namespace RedisOperator.Redis.Tests.Connections;

/// <summary>What a connection says when the other side dies, freezes, hangs up or was never Redis.</summary>
public class BrokenConnectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_server_fails_every_call_in_flight_and_closes()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);
        var inFlight = redis.ExecuteManyAsync([["BLPOP", "never", "0"], ["PING"], ["PING"]], Ct);

        await server.KillAsync();

        (await inFlight.InTime()).ShouldAllBe(reply => reply.Failure!.Kind == RedisFailureKind.ConnectionLost);
        (await redis.Closed.InTime())!.Kind.ShouldBe(RedisFailureKind.ConnectionLost);
        redis.IsOpen.ShouldBeFalse();
        (await Should.ThrowAsync<RedisException>(() => redis.PingAsync(Ct))).Kind.ShouldBe(RedisFailureKind.ConnectionLost);
    }

    [Fact]
    public async Task An_idle_connection_notices_the_death_by_itself()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);
        var killed = Stopwatch.StartNew();

        await server.KillAsync();
        await redis.Closed.InTime();

        // Typically below 2 ms; the bound only tells it from a timeout.
        killed.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_frozen_server_times_out_and_after_thawing_answers_are_not_mixed_up()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options() with { CommandTimeout = TimeSpan.FromMilliseconds(200), SilenceLimit = Patience.Limit }, Ct);

        await server.FreezeAsync();
        (await Should.ThrowAsync<RedisException>(() => redis.ExecuteAsync(Ct, "ECHO", "lost"))).Kind.ShouldBe(RedisFailureKind.Timeout);
        await server.ThawAsync();

        await Patience.UntilAsync("it answers again", async () =>
        {
            var reply = (await redis.ExecuteManyAsync([["ECHO", "mine"]], Ct))[0];
            reply.Result?.AsString().ShouldBe("mine");
            return reply.IsSuccess;
        });
        redis.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_long_silence_ends_the_connection()
    {
        await using var server = await RedisProcess.StartServerAsync();
        var options = server.Options() with { CommandTimeout = TimeSpan.FromMilliseconds(100), SilenceLimit = TimeSpan.FromMilliseconds(300) };
        await using var redis = await RedisConnection.ConnectAsync(options, Ct);

        await server.FreezeAsync();
        await Patience.UntilAsync("the connection is given up", async () =>
        {
            await redis.ExecuteManyAsync([["PING"]], Ct);
            return !redis.IsOpen;
        });

        (await redis.Closed)!.Kind.ShouldBe(RedisFailureKind.Timeout);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_its_answer_skipped()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);
        await server.FreezeAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var cancelled = redis.ExecuteAsync(giveUp.Token, "ECHO", "cancelled");
        var patient = redis.ExecuteAsync(Ct, "ECHO", "patient");

        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        await server.ThawAsync();

        (await patient).AsString().ShouldBe("patient");
    }

    [Fact]
    public async Task A_call_cancelled_before_it_was_sent_is_never_sent()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);
        await server.FreezeAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        // More than the kernel takes for a server that does not read, so what follows has to wait.
        var filling = redis.ExecuteAsync(Ct, "SET", "large", new string('x', 32 * 1024 * 1024));
        await Task.Delay(100, Ct);
        var counting = redis.ExecuteAsync(giveUp.Token, "INCR", "counter");
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => counting);
        await server.ThawAsync();

        (await filling).AsString().ShouldBe("OK");
        (await redis.ExecuteAsync(Ct, "EXISTS", "counter")).AsInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Connecting_can_be_cancelled()
    {
        await using var silent = ScriptedServer.Silent();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var connecting = RedisConnection.ConnectAsync(new ConfigurationOptions { EndPoint = silent.EndPoint, CommandTimeout = Patience.Limit }, giveUp.Token);

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task CLIENT_KILL_closes_but_refuses_nothing()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var victim = await RedisConnection.ConnectAsync(server.Options(), Ct);
        await using var killer = await RedisConnection.ConnectAsync(server.Options(), Ct);

        (await killer.ClientKillTypeAsync("normal", Ct)).ShouldBe(1);

        (await victim.Closed.InTime())!.Kind.ShouldBe(RedisFailureKind.ConnectionLost);
        await killer.PingAsync(Ct);
    }

    [Fact]
    public async Task A_listener_that_never_answers_is_a_timeout()
    {
        await using var silent = ScriptedServer.Silent();
        var options = new ConfigurationOptions { EndPoint = silent.EndPoint, CommandTimeout = TimeSpan.FromMilliseconds(100) };

        (await Should.ThrowAsync<RedisException>(() => RedisConnection.ConnectAsync(options, Ct))).Kind.ShouldBe(RedisFailureKind.Timeout);
    }

    [Theory]
    [InlineData("-DENIED Redis is running in protected mode because protected mode is enabled\r\n", RedisFailureKind.Denied)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", RedisFailureKind.ProtocolError)]
    public async Task What_a_server_says_before_it_hangs_up_is_the_reason(string greeting, RedisFailureKind kind)
    {
        await using var server = ScriptedServer.Greeting(greeting);

        (await Should.ThrowAsync<RedisException>(() => RedisConnection.ConnectAsync(new ConfigurationOptions { EndPoint = server.EndPoint }, Ct))).Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task Nobody_listening_is_refused_and_no_route_is_unreachable()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await server.KillAsync();
        var nobody = server.Options();
        var noRoute = new ConfigurationOptions { EndPoint = new IPEndPoint(IPAddress.Broadcast, 6379) };

        (await Should.ThrowAsync<RedisException>(() => RedisConnection.ConnectAsync(nobody, Ct))).Kind.ShouldBe(RedisFailureKind.Refused);
        (await Should.ThrowAsync<RedisException>(() => RedisConnection.ConnectAsync(noRoute, Ct))).Kind.ShouldBe(RedisFailureKind.Unreachable);
    }

    [Fact]
    public async Task A_loading_server_is_alive_and_says_so()
    {
        await using var server = await RedisProcess.StartServerAsync("loading-process-events-interval-bytes 1024");
        await using (var redis = await RedisConnection.ConnectAsync(server.Options(), Ct))
        {
            await redis.ExecuteManyAsync([.. Enumerable.Range(0, 2000).Select(i => new[] { "SET", $"key-{i}", new string('x', 100) })], Ct);
            await redis.ExecuteAsync(Ct, "SAVE");
        }

        await server.KillAsync();
        await File.AppendAllLinesAsync(server.ConfigurationFile, ["key-load-delay 5000"], Ct);
        await server.StartAgainAsync();
        await using var loading = await RedisConnection.ConnectAsync(server.Options(), Ct);

        (await Should.ThrowAsync<RedisException>(() => loading.DbSizeAsync(Ct))).Kind.ShouldBe(RedisFailureKind.Loading);
        (await loading.InfoAsync(Ct, "persistence")).Loading.ShouldBe(true);
    }

    [Fact]
    public async Task Disposing_ends_calls_and_closes_without_a_failure()
    {
        await using var server = await RedisProcess.StartServerAsync();
        var redis = await RedisConnection.ConnectAsync(server.Options(), Ct);
        var waiting = redis.ExecuteManyAsync([["BLPOP", "never", "0"]], Ct);

        await redis.DisposeAsync();

        (await waiting.InTime())[0].Failure!.Kind.ShouldBe(RedisFailureKind.ConnectionLost);
        (await redis.Closed.InTime()).ShouldBeNull();
    }
}
