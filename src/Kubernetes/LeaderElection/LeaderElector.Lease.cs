using k8s.Models;

namespace k8s.LeaderElection;

public sealed partial class LeaderElector
{
    /// <summary>One try, given up after <paramref name="limit"/>. False when another holds the Lease or the server cannot be asked.</summary>
    private async Task<bool> TryAcquireOrRenewAsync(TimeSpan limit, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await TryAsync(either.Token).ConfigureAwait(false);
        }
        catch (KubernetesException e) when (e.IsConflict || e.IsAlreadyExists)
        {
            // Somebody was quicker; the next try reads who.
            return false;
        }
        catch (KubernetesException e)
        {
            LogFailed(_lock.ToString(), e.Message);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> TryAsync(CancellationToken ct)
    {
        if (_leading && await TryRenewUnreadAsync(ct).ConfigureAwait(false))
        {
            return true;
        }

        var lease = await _lock.ReadAsync(ct).ConfigureAwait(false);
        _observed.See(lease);
        if (lease is null)
        {
            _observed.See(await _lock.CreateAsync(Spec(null), ct).ConfigureAwait(false));
            return true;
        }

        if (_observed.Holder != _lock.Identity && !_observed.IsFree)
        {
            return false;
        }

        _observed.See(await _lock.WriteAsync(lease, Spec(lease.Spec), ct).ConfigureAwait(false));
        return true;
    }

    /// <summary>A leader's usual case: nobody has written since its own last write, so that there is nothing to read. False when that is not so.</summary>
    private async Task<bool> TryRenewUnreadAsync(CancellationToken ct)
    {
        if (_observed.Lease is not { } lease || _observed.Holder != _lock.Identity)
        {
            return false;
        }

        try
        {
            _observed.See(await _lock.WriteAsync(lease, Spec(lease.Spec), ct).ConfigureAwait(false));
            return true;
        }
        catch (KubernetesException e) when (e.IsConflict || e.IsNotFound)
        {
            return false;
        }
    }

    private V1LeaseSpec Spec(V1LeaseSpec? before)
    {
        var now = _time.GetUtcNow();
        var mine = before?.HolderIdentity == _lock.Identity;
        return new V1LeaseSpec
        {
            HolderIdentity = _lock.Identity,
            LeaseDurationSeconds = (int)Math.Ceiling(_config.LeaseDuration.TotalSeconds),
            AcquireTime = mine ? before!.AcquireTime : now,
            RenewTime = now,
            LeaseTransitions = before is null ? 0 : mine ? before.LeaseTransitions : (before.LeaseTransitions ?? 0) + 1,
        };
    }

    /// <summary>Gives the Lease back, if it is still ours. What fails here is only said: it will run out by itself.</summary>
    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(_config.RetryPeriod, _time);
        try
        {
            var lease = await _lock.ReadAsync(limit.Token).ConfigureAwait(false);
            if (lease?.Spec?.HolderIdentity != _lock.Identity)
            {
                return;
            }

            var now = _time.GetUtcNow();
            var free = new V1LeaseSpec { HolderIdentity = "", LeaseDurationSeconds = 1, AcquireTime = now, RenewTime = now, LeaseTransitions = lease.Spec.LeaseTransitions };
            _observed.See(await _lock.WriteAsync(lease, free, limit.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            LogNotReleased(_lock.ToString(), e.Message);
        }
    }
}
