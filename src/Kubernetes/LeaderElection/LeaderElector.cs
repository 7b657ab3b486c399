using Microsoft.Extensions.Logging;

namespace k8s.LeaderElection;

/// <summary>
/// Competes for a Lease. A leader keeps leading through lost connections until its renew deadline; then its work is cancelled before anybody else
/// may take over, and it competes again. On stop the Lease is given back, so that the next leads at once.
/// </summary>
public sealed partial class LeaderElector
{
    private readonly LeaderElectionConfig _config;
    private readonly LeaseLock _lock;
    private readonly TimeProvider _time;
    private readonly ObservedLease _observed;
    private readonly ILogger _log;
    private volatile bool _leading;

    public LeaderElector(LeaderElectionConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        _config = config;
        _lock = config.Lock;
        _time = config.Time;
        _observed = new ObservedLease(_time);
        _log = config.Logging.CreateLogger("k8s.LeaderElection");
    }

    public bool IsLeader => _leading;

    /// <summary>Who holds the Lease as far as this process knows; empty when nobody.</summary>
    public string CurrentLeader => _observed.Holder;

    /// <summary>
    /// Runs until cancelled; then gives the Lease back if it was held, and returns. <paramref name="onStartedLeading"/> is the leader's work: its
    /// token is cancelled when leadership ends, and it is waited for before the Lease is given back. What it throws ends this too; returning early
    /// gives nothing up.
    /// <paramref name="onStoppedLeading"/> is called after it.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> onStartedLeading, Action onStoppedLeading, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(onStartedLeading);
        ArgumentNullException.ThrowIfNull(onStoppedLeading);
        while (await AcquireAsync(ct).ConfigureAwait(false) is { } acquiredAt)
        {
            await LeadAsync(acquiredAt, onStartedLeading, onStoppedLeading, ct).ConfigureAwait(false);
        }
    }

    private async Task LeadAsync(long acquiredAt, Func<CancellationToken, Task> onStartedLeading, Action onStoppedLeading, CancellationToken ct)
    {
        LogLeading(_lock.ToString(), _lock.Identity);
        _leading = true;
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var work = StartAsync(onStartedLeading, leading.Token);
        try
        {
            var renewing = RenewAsync(acquiredAt, leading.Token);
            if (await Task.WhenAny(renewing, work).ConfigureAwait(false) == work && work.IsCompletedSuccessfully)
            {
                await renewing.ConfigureAwait(false);
            }

            _leading = false;
            await leading.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (leading.IsCancellationRequested)
        {
            // The work ended because it was told to.
        }
        finally
        {
            _leading = false;
            LogStopped(_lock.ToString(), _lock.Identity);
            onStoppedLeading();
            await ReleaseAsync().ConfigureAwait(false);
        }
    }

    // Its first, synchronous part must not hold up the renewals.
    private static Task StartAsync(Func<CancellationToken, Task> work, CancellationToken ct) => Task.Run(() => work(ct), CancellationToken.None);

    /// <summary>When the Lease was got (before the request went out); null when cancelled.</summary>
    private async Task<long?> AcquireAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var asked = _time.GetTimestamp();
            if (await TryAcquireOrRenewAsync(_config.RenewDeadline, ct).ConfigureAwait(false))
            {
                return asked;
            }

            await RestAsync(_config.RetryPeriod, ct).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Returns when leadership is lost: cancelled, taken by another, or not renewed until the deadline.</summary>
    private async Task RenewAsync(long renewedAt, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await RestAsync(_config.RenewDeadline - _time.GetElapsedTime(renewedAt), ct).ConfigureAwait(false);
            var asked = _time.GetTimestamp();
            var left = _config.RenewDeadline - _time.GetElapsedTime(renewedAt, asked);
            if (left <= TimeSpan.Zero)
            {
                LogDeadline(_lock.ToString(), _config.RenewDeadline.TotalSeconds);
                return;
            }

            if (await TryAcquireOrRenewAsync(left, ct).ConfigureAwait(false))
            {
                renewedAt = asked;
            }
            else if (_observed.Holder != _lock.Identity)
            {
                return;
            }
        }
    }

    private async Task RestAsync(TimeSpan atMost, CancellationToken ct)
    {
        var rest = _config.RetryPeriod * (1 - (0.2 * _config.Jitter.NextDouble()));
        rest = atMost < TimeSpan.Zero ? TimeSpan.Zero : rest < atMost ? rest : atMost;
        await Task.Delay(rest, _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
