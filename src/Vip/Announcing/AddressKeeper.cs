using System.Net;

namespace RedisOperator.Vip;

/// <summary>When to look again after something was done about the address.</summary>
internal enum Next
{
    /// <summary>When something changes, or at the next check.</summary>
    WhenChanged,

    /// <summary>At once: what was decided has to be decided again with what is known now.</summary>
    AtOnce,

    /// <summary>In a few milliseconds.</summary>
    Soon,
}

/// <summary>Puts the address on this host, keeps it there, and takes it off. Decides nothing about whose it is; one caller at a time.</summary>
/// <param name="lease">for how long the kernel keeps it without this program; null: for ever</param>
internal sealed partial class AddressKeeper(
    VipSettings settings, AddressCommands commands, AddressProbe probe, Announcer announcer, TimeSpan? lease, Clock clock, ILogger<AddressKeeper> logger)
{
    /// <summary>A question asked while the failover was still choosing counts as asked now: that is what makes it free.</summary>
    private static readonly TimeSpan ProbeCounts = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AskAheadEvery = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan ConflictCheck = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnnounceAgain = TimeSpan.FromSeconds(60);

    private TimeSpan? _wantedSince;
    private TimeSpan _renewedAt;
    private TimeSpan _announcedAt;
    private TimeSpan _conflictSeenAt;

    /// <summary>It was on the interface when last looked.</summary>
    public bool Holds { get; private set; }

    /// <summary>Why it is not here although it belongs here; null when nothing is in the way.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Reads from the kernel whether it is here: somebody may have changed it by hand, and a lease may have run out.</summary>
    public void Look()
    {
        var before = Holds;
        Holds = InterfaceView.Read(settings.Interface)?.Has(settings.Vip) ?? false;
        if (before && !Holds)
        {
            LogVanished(settings.Vip, settings.Interface);
        }
    }

    /// <summary>Asks beforehand whether anybody answers, while it is not yet known that the address will belong here.</summary>
    public void AskAhead(IReadOnlyCollection<IPAddress> hosts, CancellationToken ct)
    {
        if (!Holds && probe.Within(AskAheadEvery) is null)
        {
            _ = probe.AskAsync(hosts, ct);
        }
    }

    /// <summary>The address belongs here: take it if it is not here, else renew the lease and see that nobody else has it.</summary>
    public async Task<Next> HoldAsync(string why, IReadOnlyCollection<IPAddress> hosts, CancellationToken ct)
    {
        if (Holds)
        {
            _wantedSince = null;
            await KeepAsync(hosts, ct);
            return Next.WhenChanged;
        }

        _wantedSince ??= clock.Now;
        if (probe.Within(ProbeCounts) is { } use)
        {
            return await TakeAsync(use, why, ct);
        }

        await probe.AskAsync(hosts, ct);
        if (probe.Failure is not { } failure)
        {
            return Next.AtOnce;
        }

        Blocked(failure);
        return Next.WhenChanged;
    }

    /// <summary>Not sure: what is stays, and does not run out meanwhile.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        _wantedSince = null;
        if (Holds)
        {
            await RenewAsync(ct);
        }
    }

    /// <summary>The address does not belong here: first of all it goes.</summary>
    public async Task<Next> DropAsync(string why)
    {
        announcer.Stop();
        _wantedSince = null;
        Obstacle = null;
        if (!Holds)
        {
            return Next.WhenChanged;
        }

        // Not cancellable: a program that is being stopped finishes this.
        var failure = await commands.RemoveAsync(CancellationToken.None);
        Holds = InterfaceView.Read(settings.Interface)?.Has(settings.Vip) ?? false;
        if (Holds)
        {
            LogCannotDrop(settings.Vip, failure ?? "it is still there");
            return Next.Soon;
        }

        LogDropped(settings.Vip, settings.Interface, why);
        return Next.WhenChanged;
    }

    /// <summary>Everybody is told again: after a time in which others may have heard something else.</summary>
    public void Announce(CancellationToken ct)
    {
        _announcedAt = clock.Now;
        announcer.Begin(ct);
    }

    public void CannotAnnounce(string why) => LogCannotAnnounce(settings.Vip, why);

    private async Task<Next> TakeAsync(AddressUse use, string why, CancellationToken ct)
    {
        var decision = TakeRule.Decide($"{settings.Vip.Address}", use, clock.Now - _wantedSince!.Value);
        if (!decision.MayTake)
        {
            probe.Forget();
            if (decision.Answer == TakeAnswer.WaitForFormer)
            {
                return Next.Soon;
            }

            Blocked(decision.Message);
            return Next.WhenChanged;
        }

        if (await commands.PutAsync(lease, ct) is { } failure)
        {
            Blocked(failure);
            return Next.WhenChanged;
        }

        Holds = true;
        Announce(ct);
        Obstacle = null;
        _renewedAt = clock.Now;
        LogTaken(settings.Vip, settings.Interface, why);
        if (decision.Answer == TakeAnswer.TakeOver)
        {
            LogFormerHolder(decision.Message);
        }

        return Next.WhenChanged;
    }

    private async Task KeepAsync(IReadOnlyCollection<IPAddress> hosts, CancellationToken ct)
    {
        Obstacle = null;
        await RenewAsync(ct);
        if (probe.Last is { Use.HardwareAddress: { } other } last && last.At > _conflictSeenAt)
        {
            _conflictSeenAt = last.At;
            LogConflict(settings.Vip, other, last.Use.Host ?? "none of this group's hosts");
            Announce(ct);
        }
        else if (clock.Now - _announcedAt > AnnounceAgain)
        {
            Announce(ct);
        }

        if (probe.Within(ConflictCheck) is null)
        {
            _ = probe.AskAsync(hosts, ct);
        }
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        if (lease is { } time && clock.Now - _renewedAt > time / 3)
        {
            if (await commands.PutAsync(lease, ct) is { } failure)
            {
                Blocked(failure);
                return;
            }

            _renewedAt = clock.Now;
        }
    }

    /// <summary>Said once, not every second.</summary>
    private void Blocked(string why)
    {
        if (Obstacle != why)
        {
            LogCannotTake(settings.Vip, why);
        }

        Obstacle = why;
    }
}
