using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RedisOperator.Redis.Tests.Processes;

namespace RedisOperator.Redis.Tests.Pooling;

public class RedisConnectionPoolTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_options_share_one_connection()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var pool = new RedisConnectionPool();

        var connections = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pool.GetAsync(server.Options(), Ct)));

        connections.Distinct().Count().ShouldBe(1);
        (await connections[0].InfoAsync(Ct)).ConnectedClients.ShouldBe(1);
    }

    [Fact]
    public async Task Different_passwords_do_not_share()
    {
        await using var server = await RedisProcess.StartServerAsync("requirepass right");
        await using var pool = new RedisConnectionPool();

        await pool.GetAsync(server.Options("right"), Ct);

        (await Should.ThrowAsync<RedisException>(() => pool.GetAsync(server.Options("wrong"), Ct))).Kind.ShouldBe(RedisFailureKind.AuthenticationFailed);
    }

    [Fact]
    public async Task A_killed_server_is_reported_lost_and_then_refused()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var pool = new RedisConnectionPool();
        var reports = new ConcurrentQueue<(IPEndPoint EndPoint, RedisFailureKind Kind)>();
        pool.ConnectionLost += (endPoint, failure) => reports.Enqueue((endPoint, failure.Kind));
        await pool.GetAsync(server.Options(), Ct);

        await server.KillAsync();
        await Patience.UntilAsync("both reports are in", () => reports.Count == 2);

        reports.Select(report => report.Kind).ShouldBe([RedisFailureKind.ConnectionLost, RedisFailureKind.Refused]);
        reports.ShouldAllBe(report => report.EndPoint.Equals(server.EndPoint));
    }

    [Fact]
    public async Task A_restarted_server_is_reached_at_the_next_use()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var pool = new RedisConnectionPool();
        var first = await pool.GetAsync(server.Options(), Ct);
        await server.KillAsync();
        (await Should.ThrowAsync<RedisException>(async () => await (await pool.GetAsync(server.Options(), Ct)).PingAsync(Ct))).Kind
            .ShouldBeOneOf(RedisFailureKind.Refused, RedisFailureKind.ConnectionLost);

        await server.StartAgainAsync();
        var second = await pool.GetAsync(server.Options(), Ct);

        second.ShouldNotBe(first);
        await second.PingAsync(Ct);
    }

    [Fact]
    public async Task A_forgotten_address_raises_nothing()
    {
        await using var server = await RedisProcess.StartServerAsync();
        await using var pool = new RedisConnectionPool();
        var reports = new ConcurrentQueue<RedisFailure>();
        pool.ConnectionLost += (_, failure) => reports.Enqueue(failure);
        var connection = await pool.GetAsync(server.Options(), Ct);

        pool.Forget(server.EndPoint);

        (await connection.Closed.InTime()).ShouldBeNull();
        await server.KillAsync();
        await pool.DisposeAsync();
        reports.ShouldBeEmpty();
    }

    [Fact]
    public async Task CLIENT_KILL_is_reported_lost_but_never_refused()
    {
        await using var server = await RedisProcess.StartServerAsync();
        var pool = new RedisConnectionPool();
        var reports = new ConcurrentQueue<RedisFailureKind>();
        pool.ConnectionLost += (_, failure) => reports.Enqueue(failure.Kind);
        await pool.GetAsync(server.Options(), Ct);
        await using var killer = await RedisConnection.ConnectAsync(server.Options(), Ct);

        await killer.ClientKillTypeAsync("normal", Ct);
        await Patience.UntilAsync("the loss is reported", () => !reports.IsEmpty);
        await Task.Delay(200, Ct);
        await pool.DisposeAsync();

        reports.ShouldBe([RedisFailureKind.ConnectionLost]);
    }

    [Fact]
    public async Task One_caller_giving_up_does_not_disturb_another()
    {
        await using var silent = ScriptedServer.Silent();
        await using var pool = new RedisConnectionPool();
        var options = new ConfigurationOptions { EndPoint = silent.EndPoint, CommandTimeout = TimeSpan.FromMilliseconds(500) };
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var impatient = pool.GetAsync(options, giveUp.Token);
        var patient = pool.GetAsync(options, Ct);

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        (await Should.ThrowAsync<RedisException>(() => patient)).Kind.ShouldBe(RedisFailureKind.Timeout);
    }

    [Fact]
    public async Task A_probe_tells_accepting_refused_unreachable_and_silence_apart()
    {
        await using var pool = new RedisConnectionPool();
        await using var server = await RedisProcess.StartServerAsync();
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var queued = Enumerable.Range(0, 4).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToList();

        (await pool.ProbeAsync(server.EndPoint, Ct)).ShouldBe(Reachability.Accepting);
        await server.FreezeAsync();
        (await pool.ProbeAsync(server.EndPoint, Ct)).ShouldBe(Reachability.Accepting);
        await server.KillAsync();
        (await pool.ProbeAsync(server.EndPoint, Ct)).ShouldBe(Reachability.Refused);
        (await pool.ProbeAsync(new IPEndPoint(IPAddress.Broadcast, 1), Ct)).ShouldBe(Reachability.Unreachable);

        // A listener whose queue is full drops connects without a word, as a lost host does.
        queued.ForEach(socket => _ = socket.ConnectAsync(full.LocalEndPoint!));
        (await pool.ProbeAsync(full.LocalEndPoint!, Ct, TimeSpan.FromMilliseconds(200))).ShouldBe(Reachability.Timeout);
        queued.ForEach(socket => socket.Dispose());
    }
}
