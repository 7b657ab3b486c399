using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>Asks this host's redis for its role, again and again on one connection, and at once when that breaks: redis hangs up on everybody when it is promoted, and when it dies.</summary>
/// <param name="redis">how to connect, asked for each connection: the password may be another one by then</param>
internal sealed class OwnRedisWatch(Func<ConfigurationOptions> redis, Clock clock, Action changed)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PaceOfPromotion = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan PaceOfReturn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PaceOfDying = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan OriginsEvery = TimeSpan.FromSeconds(10);

    private readonly Bell _hurry = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile OwnRedis _last = new(OwnRole.Unknown, TimeSpan.Zero, "not asked yet");
    private readonly SentinelOrigins _origins = new();
    private volatile AnnouncedAddress _announced = AnnouncedAddress.None;
    private volatile bool _promotionExpected;

    public OwnRedis Last => _last;

    /// <summary>By what it says itself; as it was at the start of the last connection.</summary>
    public AnnouncedAddress Announced => _announced;

    /// <summary>The group's hosts, as far as this redis sees them.</summary>
    public IReadOnlyCollection<IPAddress> Origins => _origins.Seen;

    /// <summary>It has said what it is, or it is clear that it does not.</summary>
    public Task First => _first.Task;

    /// <summary>A failover has selected this redis: it becomes master any millisecond.</summary>
    public bool PromotionExpected
    {
        get => _promotionExpected;
        set
        {
            if (_promotionExpected != value)
            {
                _promotionExpected = value;
                _hurry.Ring();
            }
        }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await RedisConnection.ConnectAsync(redis(), clock.Time, ct);
                await AskAsync(connection, ct);
            }
            catch (RedisException e)
            {
                await Task.Delay(Failed(e.Failure), clock.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Until the connection ends.</summary>
    private async Task AskAsync(RedisConnection connection, CancellationToken ct)
    {
        // Before its role: whoever decides by that has to know whom the sentinels mean.
        _announced = await AnnouncedAddress.AskAsync(connection, ct) ?? _announced;
        var originsAt = TimeSpan.MinValue;
        while (connection.IsOpen)
        {
            var hurry = _hurry.Next;
            Note(await connection.RoleAsync(ct), connection.Options.EndPoint);
            if (!PromotionExpected && (originsAt == TimeSpan.MinValue || clock.Now - originsAt > OriginsEvery))
            {
                await _origins.AskAsync(connection, ct);
                originsAt = clock.Now;
            }

            var pace = PromotionExpected && _last.Role != OwnRole.Master ? PaceOfPromotion : Pace;
            await Task.WhenAny(Task.Delay(pace, clock.Time, ct), hurry, connection.Closed);
        }
    }

    private void Note(RedisRole role, EndPoint endPoint) => Set(role switch
    {
        RedisRole.Master => new OwnRedis(OwnRole.Master, clock.Now, "master"),
        RedisRole.Replica replica => new OwnRedis(OwnRole.Replica, clock.Now, $"of {new HostPort(replica.MasterHost, replica.MasterPort)}"),
        RedisRole.Sentinel => new OwnRedis(OwnRole.Unknown, clock.Now, $"{endPoint} is a sentinel, not a redis: give the redis with --{SettingNames.Redis}"),
        _ => new OwnRedis(OwnRole.Unknown, clock.Now, "an answer to ROLE that is not understood"),
    });

    /// <summary>Gives how long to wait before the next attempt.</summary>
    private TimeSpan Failed(RedisFailure failure)
    {
        switch (failure.Kind)
        {
            case RedisFailureKind.Refused:
                Set(new OwnRedis(OwnRole.Gone, clock.Now, failure.Message));
                return PaceOfReturn;
            case RedisFailureKind.ConnectionLost:
                // Promoted, or dying: the next attempt tells. What was known stays until then.
                return PaceOfDying;
            default:
                Set(new OwnRedis(OwnRole.Unknown, clock.Now, failure.Message));
                return PaceOfReturn;
        }
    }

    private void Set(OwnRedis found)
    {
        var before = _last;
        _last = found;
        _first.TrySetResult();
        if (before.Role != found.Role)
        {
            changed();
        }
    }
}
