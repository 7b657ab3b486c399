using System.Net.Sockets;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>Looks around once, as an agent would, and changes nothing.</summary>
public static class VipStatus
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(1.5);

    public static async Task<StatusReport> ReadAsync(VipSettings settings, TimeProvider time, CancellationToken ct)
    {
        var clock = new Clock(time);
        await using var around = new Surroundings(settings, clock);
        around.Start();
        await around.FirstAnswersAsync(AnswersWithin, ct);
        var agent = settings.StatusFile is { } file && AgentReport.Read(file) is { } report && report.IsFresh(time.GetUtcNow()) ? report : null;
        var problems = new List<string>();
        var heldHere = Held(settings, problems);
        var evidence = around.Read(heldHere, null);
        var decision = HoldRule.Decide(evidence, around.Rules);
        var use = await AskAsync(settings, around, clock, problems, ct);
        var belongsHere = agent is null ? decision.Verdict == Verdict.Hold : agent.Verdict == nameof(Verdict.Hold);
        Judge(settings, heldHere, belongsHere, use, agent, problems);
        return new StatusReport(
            $"{settings.Vip}", settings.Interface, heldHere, heldHere ? null : use?.Host, use?.HardwareAddress, belongsHere,
            agent?.Verdict ?? $"{decision.Verdict}", agent?.Reason ?? $"{decision.Reason}", agent?.Message ?? decision.Message,
            $"{settings.Redis} {evidence.Redis.Role}: {evidence.Redis.Detail}",
            [.. around.Sentinels.Select(Opinion)], agent, problems, problems.Count == 0);
    }

    private static bool Held(VipSettings settings, List<string> problems)
    {
        try
        {
            HostTools.CheckInterface(settings);
        }
        catch (VipRefusedException e)
        {
            problems.Add(e.Message);
        }

        return InterfaceView.Read(settings.Interface)?.Has(settings.Vip) ?? false;
    }

    /// <summary>Null when it cannot be asked.</summary>
    private static async Task<AddressUse?> AskAsync(VipSettings settings, Surroundings around, Clock clock, List<string> problems, CancellationToken ct)
    {
        if (!ProcessRights.Current().MayProbe)
        {
            problems.Add("who answers for the address was not asked: that needs CAP_NET_RAW, or root");
            return null;
        }

        try
        {
            var probe = new AddressProbe(settings, new NeighbourQuestions(clock.Time), clock);
            await probe.AskAsync(around.Hosts(), ct);
            if (probe.Failure is { } failure)
            {
                problems.Add(failure);
            }

            return probe.Last?.Use;
        }
        catch (SocketException e)
        {
            problems.Add($"who answers for the address could not be asked: {e.SocketErrorCode}");
            return null;
        }
    }

    private static void Judge(VipSettings settings, bool heldHere, bool belongsHere, AddressUse? use, AgentReport? agent, List<string> problems)
    {
        if (agent is { Verdict: AgentReport.Refused } && !problems.Contains(agent.Message))
        {
            problems.Add(agent.Message);
        }

        if (agent?.Obstacle is { } obstacle)
        {
            problems.Add(obstacle);
        }

        if (heldHere != belongsHere)
        {
            problems.Add(heldHere ? $"{settings.Vip.Address} is here and does not belong here" : $"{settings.Vip.Address} belongs here and is not here");
        }

        if (heldHere && use?.HardwareAddress is { } other)
        {
            problems.Add($"{other} ({use.Host ?? "none of this group's hosts"}) answers for {settings.Vip.Address} too");
        }

        if (!heldHere && !belongsHere && use is { HardwareAddress: null })
        {
            problems.Add($"nobody answers for {settings.Vip.Address}");
        }
    }

    private static StatusReport.Opinion Opinion((HostPort Address, SentinelAnswer? Last, string? Failure) sentinel) =>
        new($"{sentinel.Address}", sentinel.Last?.View.Master?.ToString(), sentinel.Last?.View.Epoch, sentinel.Failure);
}
