using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>
/// Asks the replica that a running failover has selected whether it is master already. A holder that learns it so lets go some 900 ms before its sentinels tell:
/// a failover of a living master would otherwise leave the address on two hosts for as long.
/// </summary>
internal sealed class PromotionElsewhere(Func<HostPort, ConfigurationOptions> options, Clock clock, Action changed)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private CancellationTokenSource? _stop;
    private HostPort? _asked;
    private volatile object? _promoted;

    /// <summary>The one that said it; null while nobody has.</summary>
    public HostPort? Promoted => (HostPort?)_promoted;

    /// <summary>Whom to ask from now on; null when no failover runs that has selected somebody else.</summary>
    public void Ask(HostPort? selected, CancellationToken ct)
    {
        if (selected == _asked)
        {
            return;
        }

        _stop?.Cancel();
        _stop?.Dispose();
        _stop = null;
        _asked = selected;
        _promoted = null;
        if (selected is { } address)
        {
            _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _ = RunAsync(address, _stop.Token);
        }
    }

    private async Task RunAsync(HostPort address, CancellationToken ct)
    {
        var began = clock.Now;
        while (!ct.IsCancellationRequested && clock.Now - began < Longest)
        {
            try
            {
                await using var connection = await RedisConnection.ConnectAsync(options(address), clock.Time, ct);
                if (await SaysMasterAsync(connection, ct))
                {
                    _promoted = address;
                    changed();
                    return;
                }
            }
            catch (RedisException)
            {
                // It hangs up on everybody in the moment of its promotion; and one that does not answer is no master to give way to.
                await Task.Delay(Pace, clock.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> SaysMasterAsync(RedisConnection connection, CancellationToken ct)
    {
        while (await connection.RoleAsync(ct) is not RedisRole.Master)
        {
            await Task.Delay(Pace, clock.Time, ct);
        }

        return true;
    }
}
