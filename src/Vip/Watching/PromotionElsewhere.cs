using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>
/// Asks the replica that a running failover has selected whether it is master already. A holder that learns it so lets go some 900 ms before its sentinels tell:
/// a failover of a living master would otherwise leave the address on two hosts for as long. It is remembered for as long as that one says so: the sentinel that led
/// is done before the others have heard, and for that time they still name the master of before.
/// </summary>
internal sealed class PromotionElsewhere(Func<HostPort, ConfigurationOptions> options, Clock clock, Action changed)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan PaceOnceMaster = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HangsUpFor = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private HostPort? _asked;
    private Task _asking = Task.CompletedTask;
    private volatile object? _promoted;
    private TimeSpan _heardAt; // when it last said master; by the task that asks alone

    /// <summary>The one that said it; null while nobody has.</summary>
    public HostPort? Promoted => (HostPort?)_promoted;

    /// <summary>Somebody is being asked, or has said it.</summary>
    public bool IsAsked => _asked is not null;

    /// <summary>The epoch of those who had not heard yet when it was asked first: a majority of a newer one knows better.</summary>
    public long Epoch { get; private set; }

    /// <summary>Asks this one from now on, whom a running failover has selected.</summary>
    public void Ask(HostPort selected, long epoch, CancellationToken ct)
    {
        if (selected == _asked && !_asking.IsCompleted)
        {
            return;
        }

        Forget();
        (_asked, Epoch) = (selected, epoch);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _asking = RunAsync(selected, _stop.Token);
    }

    /// <summary>Nobody is asked, and what was learned counts no more.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _stop?.Cancel();
            _stop?.Dispose();
            _stop = null;
            _asked = null;
            _promoted = null;
        }
    }

    private async Task RunAsync(HostPort address, CancellationToken ct)
    {
        var began = clock.Now;
        while (!ct.IsCancellationRequested && (Promoted is not null || clock.Now - began < Longest))
        {
            try
            {
                await using var connection = await RedisConnection.ConnectAsync(options(address), clock.Time, ct);
                await SaysMasterAsync(connection, ct);
                Learned(address, ct);
                await StaysMasterAsync(connection, ct);
                Learned(null, ct);
                return;
            }
            catch (RedisException)
            {
                // It hangs up on everybody in the moment of its promotion; and one that does not answer is no master to give way to.
                if (Promoted is not null && clock.Now - _heardAt > HangsUpFor)
                {
                    Learned(null, ct);
                }

                await Task.Delay(Pace, clock.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Not by one that is not asked any more: what it says is of another failover.</summary>
    private void Learned(HostPort? promoted, CancellationToken ct)
    {
        lock (_gate)
        {
            if (ct.IsCancellationRequested || promoted == Promoted)
            {
                return;
            }

            _promoted = promoted;
        }

        changed();
    }

    private async Task SaysMasterAsync(RedisConnection connection, CancellationToken ct)
    {
        while (await connection.RoleAsync(ct) is not RedisRole.Master)
        {
            await Task.Delay(Pace, clock.Time, ct);
        }

        _heardAt = clock.Now;
    }

    private async Task StaysMasterAsync(RedisConnection connection, CancellationToken ct)
    {
        while (await connection.RoleAsync(ct) is RedisRole.Master)
        {
            _heardAt = clock.Now;
            await Task.Delay(PaceOnceMaster, clock.Time, ct);
        }
    }
}
