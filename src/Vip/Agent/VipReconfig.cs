namespace RedisOperator.Vip;

/// <summary>
/// Sentinel's client-reconfig-script: decides as the agent does, once, with what Sentinel says as a further hint. Run by leaders and observers, late, twice and again: each run
/// looks at what is true now, so that an old one does no harm.
/// </summary>
public sealed partial class VipReconfig(VipSettings settings, ILoggerFactory logging, TimeProvider time)
{
    // Sentinel ends a script after 60 s; the majority follows the leader within 1 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ILogger<VipReconfig> _logger = logging.CreateLogger<VipReconfig>();

    /// <summary>False when it could not be decided: to be run again.</summary>
    /// <exception cref="VipRefusedException">It cannot work as it is set up, however often it is run.</exception>
    public async Task<bool> RunAsync(ReconfigArguments said, CancellationToken ct)
    {
        if (said.MasterName != settings.MasterName)
        {
            return Done(said, $"this address follows {settings.MasterName}, nothing to do");
        }

        if (settings.StatusFile is { } file && AgentReport.Read(file) is { Verdict: not AgentReport.Refused } report && report.IsFresh(time.GetUtcNow()))
        {
            return Done(said, $"the agent (process {report.ProcessId}) sees to it");
        }

        await using var host = await VipHost.OpenAsync(settings, lease: null, logging, time, ct);
        await host.Around.FirstAnswersAsync(Step * 10, ct);
        Claim? claim = null;
        while (true)
        {
            var changed = host.Around.Changed;
            var evidence = host.Around.Read(host.Keeper.Holds, claim);
            var decision = HoldRule.Decide(evidence, host.Around.Rules);
            claim = decision.Claim;
            var here = evidence.Self.Contains(said.To);
            var late = host.Clock.Now > Patience;
            var next = Next.WhenChanged;
            if (decision.Verdict == Verdict.Hold)
            {
                next = await HoldAsync(host, decision, ct);
                if (host.Keeper.Holds)
                {
                    await host.Announcer.EndedAsync();
                    return Done(said, $"{settings} is here: {decision.Message}");
                }
            }
            else if (Certain(decision) || !here)
            {
                // What this redis and the majority say counts more than what one sentinel said when it started this; where they say nothing, it is believed.
                await host.Keeper.DropAsync(decision.Message);
                if (!here || late)
                {
                    return Done(said, $"{settings} is not here: {decision.Message}");
                }
            }

            if (late)
            {
                LogUnsure(said.MasterName, $"{said.From}", $"{said.To}", said.Role, host.Keeper.Obstacle ?? decision.Message);
                return false;
            }

            await WaitAsync(next, changed, ct);
        }
    }

    private static Task<Next> HoldAsync(VipHost host, Decision decision, CancellationToken ct)
    {
        if (host.Keeper.Holds)
        {
            // An earlier run took it; whoever runs this one wants it announced.
            host.Keeper.Announce(ct);
        }

        return host.Keeper.HoldAsync(decision.Message, host.Around.Hosts(), ct);
    }

    private static bool Certain(Decision decision) => decision.Verdict == Verdict.Drop && decision.Reason is not (HoldReason.NoMajority or HoldReason.RedisSilent);

    private async Task WaitAsync(Next next, Task changed, CancellationToken ct)
    {
        if (next != Next.AtOnce)
        {
            await Task.WhenAny(changed, Task.Delay(Step, time, ct));
        }

        ct.ThrowIfCancellationRequested();
    }

    private bool Done(ReconfigArguments said, string outcome)
    {
        LogDone(said.MasterName, $"{said.From}", $"{said.To}", said.Role, outcome);
        return true;
    }
}
