using System.Net;
using RedisOperator.Redis;
using RedisOperator.TestSupport;

namespace RedisOperator.Vip.Tests.Watching;

public sealed class PromotionElsewhereTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Clock _clock = new(TimeProvider.System);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_hangs_up_a_second_after_its_promotion_is_still_the_one_to_give_way_to()
    {
        await using var redis = new ScriptedRedis { IsMaster = true };
        var address = new HostPort("127.0.0.1", redis.Port);
        var elsewhere = Elsewhere();
        elsewhere.Ask(address, 1, Now);
        await Eventually.TrueAsync("it is heard", Patience, _ => Task.FromResult(elsewhere.Promoted == address), Now);

        // Sentinel makes it hang up once more when it reconfigures it: longer ago than it may be silent, but it has spoken since.
        await Task.Delay(TimeSpan.FromSeconds(1.4), Now);
        redis.HangUp();
        var until = _clock.Now + TimeSpan.FromMilliseconds(500);
        while (_clock.Now < until)
        {
            elsewhere.Promoted.ShouldBe(address, "the former holder would take the address back now");
            await Task.Delay(TimeSpan.FromMilliseconds(5), Now);
        }

        redis.Return();
        await Task.Delay(TimeSpan.FromSeconds(1.2), Now);
        elsewhere.Promoted.ShouldBe(address);
        elsewhere.Forget();
    }

    [Fact]
    public async Task One_that_stays_away_or_is_a_replica_again_is_nobody_to_give_way_to()
    {
        await using var redis = new ScriptedRedis();
        var address = new HostPort("127.0.0.1", redis.Port);
        var elsewhere = Elsewhere();
        elsewhere.Ask(address, 1, Now);
        await Task.Delay(TimeSpan.FromMilliseconds(100), Now);
        elsewhere.Promoted.ShouldBeNull("it is not promoted yet");

        redis.IsMaster = true;
        await Eventually.TrueAsync("it is heard", Patience, _ => Task.FromResult(elsewhere.Promoted == address), Now);
        redis.HangUp();
        await Eventually.TrueAsync("it is away for too long", Patience, _ => Task.FromResult(elsewhere.Promoted is null), Now);

        redis.Return();
        await Eventually.TrueAsync("it is heard again", Patience, _ => Task.FromResult(elsewhere.Promoted == address), Now);
        redis.IsMaster = false;
        await Eventually.TrueAsync("it is a replica again", Patience, _ => Task.FromResult(elsewhere.Promoted is null), Now);
        elsewhere.Forget();
    }

    private PromotionElsewhere Elsewhere() => new(address => new ConfigurationOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, address.Port) }, _clock, () => { });
}
