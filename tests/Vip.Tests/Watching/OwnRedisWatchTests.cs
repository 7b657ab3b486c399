using System.Net;
using RedisOperator.Redis;
using RedisOperator.TestSupport;

namespace RedisOperator.Vip.Tests.Watching;

/// <summary>With a real redis.</summary>
public sealed class OwnRedisWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task It_is_known_by_what_it_announces_before_its_role_is()
    {
        await using var redis = await RedisServerProcess.StartAsync(0, "replica-announce-ip 10.96.0.10", "replica-announce-port 7000");
        await using var watch = new Running(redis, () => RedisServerProcess.Password);

        await watch.First;

        watch.Watch.Last.Role.ShouldBe(OwnRole.Master);
        watch.Watch.Announced.ShouldBe(new AnnouncedAddress("10.96.0.10", 7000));
    }

    [Fact]
    public async Task A_user_who_may_not_ask_for_that_is_no_error()
    {
        await using var redis = await RedisServerProcess.StartAsync(0, "replica-announce-ip 10.96.0.10", "user agent on >agents-own +role");
        await using var watch = new Running(redis, () => "agents-own", "agent");

        await watch.First;

        watch.Watch.Last.Role.ShouldBe(OwnRole.Master);
        watch.Watch.Announced.ShouldBe(AnnouncedAddress.None);
        watch.Watch.Origins.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_password_that_is_changed_in_its_file_needs_no_restart()
    {
        await using var redis = await RedisServerProcess.StartAsync();
        using var files = new TempDirectory("secret");
        await File.WriteAllTextAsync(files.File("password"), "an-old-one", TestContext.Current.CancellationToken);
        var password = Password.InFile(files.File("password"), File.ReadAllText);
        await using var watch = new Running(redis, () => password.Current);
        await watch.First;
        watch.Watch.Last.Role.ShouldBe(OwnRole.Unknown);
        watch.Watch.Last.Detail.ShouldNotContain("an-old-one");

        // As kubelet does: the name leads to another file from one moment to the next.
        await File.WriteAllTextAsync(files.File("next"), RedisServerProcess.Password + "\n", TestContext.Current.CancellationToken);
        File.Move(files.File("next"), files.File("password"), overwrite: true);

        await Eventually.TrueAsync("it says what it is", Patience, _ => Task.FromResult(watch.Watch.Last.Role == OwnRole.Master), TestContext.Current.CancellationToken);
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Running(RedisServerProcess redis, Func<string> password, string? user = null)
        {
            Watch = new OwnRedisWatch(
                () => new ConfigurationOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, redis.Port), User = user, Password = password() }, new Clock(TimeProvider.System), () => { });
            _running = Watch.RunAsync(_stop.Token);
        }

        public OwnRedisWatch Watch { get; }

        public Task First => Watch.First.WaitAsync(Patience, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
