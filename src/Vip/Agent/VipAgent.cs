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
    private volatile AgentReport? _report; // read by who asks over HTTP

    public VipAgent(VipSettings settings, ILoggerFactory logging, TimeProvider time)
    {
        _settings = settings;
        _logging = logging;
        _logger = logging.CreateLogger<VipAgent>();
        _time = time;
        _since = time.GetUtcNow();
    }

    /// <summary>Runs until cancelled, and leaves no address behind then.</summary>
    /// <exception cref="VipRefusedException">It cannot work as it is set up.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var host = await VipHost.OpenAsync(_settings, _settings.Lease, _logging, _time, ct);
        await using var server = _settings.StatusPort is { } port ? await StatusServer.StartAsync(port, () => _report, _time, ct) : null;
        try
        {
            if (!await host.Around.IsNoMasterAsync(FirstAnswersWithin, ct))
            {
                await host.Around.FirstAnswersAsync(FirstAnswersWithin, ct);
            }

            // Who has it now is worth knowing, and the first question is the slowest one: better here than in a failover.
            host.Keeper.AskAhead(host.Around.Hosts(), ct);
            LogStarted(_settings, _settings.MasterName, host.Around.Rules.HoldFor.TotalSeconds, _settings.Lease.TotalSeconds);
            while (true)
            {
                var changed = host.Around.Changed;
                var next = await CheckAsync(host, ct);
                await PauseAsync(host, next, changed, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            // However it ends: nobody looks after the address from here on.
            await host.Keeper.DropAsync("the agent stops");
            Report(host, new Decision(Verdict.Drop, _last?.Reason ?? HoldReason.NoMajority, "the agent has stopped"));
            LogStopped();
        }
    }

    /// <summary>One check: look, decide, act.</summary>
    private async Task<Next> CheckAsync(VipHost host, CancellationToken ct)
    {
        if (host.Clock.Now - _lookedAt >= CheckEvery)
        {
            host.Keeper.Look();
            _lookedAt = host.Clock.Now;
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
        Report(host, decision);
        return next;
    }

    private async Task PauseAsync(VipHost host, Next next, Task changed, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (next == Next.AtOnce)
        {
            return;
        }

        var pause = next == Next.Soon ? SoonIs : host.Around.SelectedHere && !host.Keeper.Holds ? CheckWhileSelected : CheckEvery;
        if (_last?.Until is { } until && until - host.Clock.Now < pause)
        {
            pause = until > host.Clock.Now ? until - host.Clock.Now : TimeSpan.Zero;
        }

        await Task.WhenAny(changed, Task.Delay(pause, _time, ct));
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

    private void Report(VipHost host, Decision decision)
    {
        var report = new AgentReport(
            Environment.ProcessId, _time.GetUtcNow(), $"{_settings.Vip}", _settings.Interface, host.Keeper.Holds,
            $"{decision.Verdict}", $"{decision.Reason}", decision.Message, host.Keeper.Obstacle, _since, _moves);
        _report = report;
        if (_settings.StatusFile is { } path)
        {
            report.TryWrite(path);
        }
    }
}
