namespace RedisOperator.Vip;

/// <summary>
/// Keeps the address where the master is, alone: from its own redis and the sentinels, by their events and a check every second. It needs neither an operator nor an API server.
/// </summary>
public sealed partial class VipAgent
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckWhileSelected = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SoonIs = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FirstAnswersWithin = TimeSpan.FromSeconds(1.5);

    private readonly VipSettings _settings;
    private readonly ILoggerFactory _logging;
    private readonly ILogger<VipAgent> _logger;
    private readonly TimeProvider _time;
    private Decision? _last;
    private DateTimeOffset _since;
    private TimeSpan _lookedAt;
    private int _moves;
    private string? _loudest;
    private string? _lastRefusal;
    private string? _loggedRefusal;
    private bool _stopping;
    private volatile AgentReport? _report; // read by who asks over HTTP

    public VipAgent(VipSettings settings, ILoggerFactory logging, TimeProvider time)
    {
        _settings = settings;
        _logging = logging;
        _logger = logging.CreateLogger<VipAgent>();
        _time = time;
        _since = time.GetUtcNow();
    }

    private bool IsHere => InterfaceView.Read(_settings.Interface)?.Has(_settings.Vip) ?? false;

    /// <summary>Runs until cancelled, and for <see cref="VipSettings.StopWithin"/> more at most; leaves no address behind then.</summary>
    /// <exception cref="VipRefusedException">It cannot work as it is set up, and is not to try again; or <see cref="VipSettings.StatusPort"/> is taken, which is where it would say so.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var server = _settings.StatusPort is { } port ? await StatusServer.StartAsync(port, () => _report, _time, ct) : null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(ct);
            }
            catch (VipRefusedException e) when (_settings.RetryEvery is { } pause)
            {
                await RefusedAsync(e.Message, pause, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
        }

        Report(IsHere, null, new Decision(Verdict.Drop, _last?.Reason ?? HoldReason.NoMajority, "the agent has stopped"));
        LogStopped();
    }

    /// <summary>Until it is asked to end, or this host refuses.</summary>
    private async Task KeepAsync(CancellationToken ct)
    {
        await using var host = await VipHost.OpenAsync(_settings, _settings.Lease, _logging, _time, ct);
        (_lastRefusal, _lookedAt) = (null, TimeSpan.Zero);
        using var stop = new GracefulStop(_settings.StopWithin, _time, ct);
        try
        {
            if (!await host.Around.IsNoMasterAsync(FirstAnswersWithin, ct))
            {
                await host.Around.FirstAnswersAsync(FirstAnswersWithin, ct);
            }

            // Who has it now is worth knowing, and the first question is the slowest one: better here than in a failover.
            host.Keeper.AskAhead(host.Around.Hosts(), ct);
            LogStarted(_settings, _settings.MasterName, host.Around.Rules.HoldFor.TotalSeconds, _settings.Lease.TotalSeconds);
            while (!stop.IsOver(host.Keeper.Holds))
            {
                NoteStopping(stop);
                var changed = host.Around.Changed;
                var next = await CheckAsync(host, stop.Token);
                await PauseAsync(host, next, changed, stop);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            // However it ends: nobody looks after the address from here on.
            await host.Keeper.DropAsync(ct.IsCancellationRequested ? "the agent stops" : "nobody looks after it any more");
        }
    }

    /// <summary>Says so, and goes on saying so, until it is time to try again.</summary>
    private async Task RefusedAsync(string why, TimeSpan pause, CancellationToken ct)
    {
        if (_lastRefusal is null)
        {
            _since = _time.GetUtcNow();
        }

        if (_loggedRefusal != why)
        {
            _loggedRefusal = why;
            LogRefused(why, pause.TotalSeconds);
        }

        (_last, _lastRefusal) = (null, why);
        var began = _time.GetTimestamp();
        for (var left = pause; left > TimeSpan.Zero && !ct.IsCancellationRequested; left = pause - _time.GetElapsedTime(began))
        {
            Report(IsHere, null, AgentReport.Refused, AgentReport.Refused, why);
            await Task.Delay(left < CheckEvery ? left : CheckEvery, _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void NoteStopping(GracefulStop stop)
    {
        if (stop.IsAsked && !_stopping)
        {
            _stopping = true;
            LogStopping(_settings.Vip, _settings.StopWithin.TotalSeconds);
        }
    }

    /// <summary>One check: look, decide, act.</summary>
    private async Task<Next> CheckAsync(VipHost host, CancellationToken ct)
    {
        if (host.Clock.Now - _lookedAt >= CheckEvery)
        {
            host.Keeper.Look();
            _lookedAt = host.Clock.Now;
            if (_settings.RetryEvery is not null)
            {
                // Without it this does not end the agent: an interface that is away for a moment would cost more than it does.
                HostTools.CheckInterface(_settings);
            }
        }

        var held = host.Keeper.Holds;
        var decision = HoldRule.Decide(host.Around.Read(held, _last?.Claim), host.Around.Rules);
        var wasUnsure = _last?.Verdict == Verdict.Wait;
        Note(host, decision);
        if (host.Around.SelectedHere)
        {
            host.Keeper.AskAhead(host.Around.Hosts(), ct);
        }

        var next = Next.WhenChanged;
        switch (decision.Verdict)
        {
            case Verdict.Hold:
                next = await host.Keeper.HoldAsync(decision.Message, host.Around.Hosts(), ct);
                break;
            case Verdict.Wait:
                await host.Keeper.WaitAsync(ct);
                break;
            case Verdict.Drop:
                next = await host.Keeper.DropAsync(decision.Message);
                break;
        }

        if (held && wasUnsure && decision.Verdict == Verdict.Hold)
        {
            // Back from a time alone: others may have believed somebody else meanwhile.
            host.Keeper.Announce(ct);
        }

        _moves += held == host.Keeper.Holds ? 0 : 1;
        Report(host.Keeper.Holds, host.Keeper.Obstacle, decision);
        return next;
    }

    private async Task PauseAsync(VipHost host, Next next, Task changed, GracefulStop stop)
    {
        stop.Token.ThrowIfCancellationRequested();
        if (next == Next.AtOnce)
        {
            return;
        }

        var pause = next == Next.Soon ? SoonIs : host.Around.SelectedHere && !host.Keeper.Holds ? CheckWhileSelected : CheckEvery;
        if (_last?.Until is { } until && until - host.Clock.Now < pause)
        {
            pause = until > host.Clock.Now ? until - host.Clock.Now : TimeSpan.Zero;
        }

        await Task.WhenAny(changed, Task.Delay(pause, _time, stop.Wakes));
    }

    /// <summary>Logs what is new; seconds that pass are not.</summary>
    private void Note(VipHost host, Decision decision)
    {
        var silent = host.Around.Sentinels.Where(sentinel => sentinel.Failure is not null).ToArray();
        var summary = string.Join(", ", silent.Select(sentinel => sentinel.Address));
        if (_loudest != summary)
        {
            _loudest = summary;
            foreach (var sentinel in silent)
            {
                LogSentinelSilent($"{sentinel.Address}", sentinel.Failure!);
            }
        }

        if (_last is null || (_last.Verdict, _last.Reason) != (decision.Verdict, decision.Reason))
        {
            _since = _time.GetUtcNow();
            if (decision.Reason is HoldReason.NoMajority or HoldReason.RedisSilent)
            {
                LogUnsure(decision.Verdict, decision.Reason, decision.Message);
            }
            else
            {
                LogDecided(decision.Verdict, decision.Reason, decision.Message);
            }
        }

        _last = decision;
    }

    private void Report(bool holds, string? obstacle, Decision decision) => Report(holds, obstacle, $"{decision.Verdict}", $"{decision.Reason}", decision.Message);

    private void Report(bool holds, string? obstacle, string verdict, string reason, string message)
    {
        var report = new AgentReport(
            Environment.ProcessId, _time.GetUtcNow(), $"{_settings.Vip}", _settings.Interface, holds, verdict, reason, message, obstacle, _since, _moves, _settings.MasterName, _stopping);
        _report = report;
        if (_settings.StatusFile is { } path)
        {
            report.TryWrite(path);
        }
    }
}
