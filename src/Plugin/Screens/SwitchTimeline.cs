using System.Text;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Plugin.Screens;

/// <summary>A change of master, moment by moment.</summary>
internal static class SwitchTimeline
{
    /// <summary>Somebody wanted a switchover and got one. A failover that overtook it is none.</summary>
    public static bool Succeeded(this LastSwitchStatus last) => last is { Kind: SwitchKind.Switchover, Outcome: SwitchOutcome.Completed };

    public static string Render(LastSwitchStatus last, DateTimeOffset now)
    {
        var text = new StringBuilder(Title(last, now)).Append('\n');
        DateTimeOffset? before = null;
        foreach (var (at, what) in MomentsOf(last))
        {
            var step = before is { } earlier ? $"+{(at - earlier).TotalMilliseconds:0} ms" : "";
            text.Append($"  {Moments.Clock(at)}  {step,9}  {what}\n");
            before = at;
        }

        if (Sum(last) is { Length: > 0 } sum)
        {
            text.Append($"  {sum}\n");
        }

        return text.ToString();
    }

    private static string Title(LastSwitchStatus last, DateTimeOffset now)
    {
        var target = last.Outcome == SwitchOutcome.Completed ? last.To : last.Wish ?? last.To;
        var what = $"{last.Kind} of {last.From ?? "nobody"} to {target ?? "a replica not yet chosen"}";
        var age = Moments.Parse(last.CompletedAt ?? last.StartedAt) is { } at ? Ages.Text(now - at) : "?";
        return last.Outcome switch
        {
            SwitchOutcome.Completed => $"{what}: completed {age} ago ({last.Reason})",
            SwitchOutcome.Failed => $"{what}: not done, {last.To} stays master ({last.Reason}, {age} ago)\n  {last.Message}",
            _ => $"{what}: runs since {age} ({last.Reason})",
        };
    }

    private static IEnumerable<(DateTimeOffset At, string What)> MomentsOf(LastSwitchStatus last)
    {
        if (last.Outcome == SwitchOutcome.Failed || Moments.Parse(last.StartedAt) is not { } started)
        {
            return [];
        }

        return last.Kind == SwitchKind.Switchover ? Planned(last, started) : Unplanned(last, started);
    }

    private static IEnumerable<(DateTimeOffset, string)> Planned(LastSwitchStatus last, DateTimeOffset started)
    {
        yield return (started, $"{last.From} is to hand over{(last.Sentinel is { } sentinel ? $", through the sentinel on {sentinel}" : "")}");
        if (Moments.Parse(last.CompletedAt) is not { } completed)
        {
            yield break;
        }

        if (last.PausedMs is { } paused)
        {
            yield return (completed.AddMilliseconds(-paused), $"writes held back on {last.From}");
        }

        if (last is { PausedMs: not null, RouteMs: { } route })
        {
            yield return (completed.AddMilliseconds(-route), $"{last.To} is master");
        }

        yield return (completed, $"the VIP leads to {last.To}");
    }

    private static IEnumerable<(DateTimeOffset, string)> Unplanned(LastSwitchStatus last, DateTimeOffset started)
    {
        if (last.DetectMs is { } detect)
        {
            yield return (started.AddMilliseconds(-detect), $"the connection to {last.From} broke");
        }

        yield return (started, last.Sentinel is { } sentinel ? $"{last.From} is known to be down; the sentinel on {sentinel} was asked to fail over" : $"{last.From} is known to be down");
        if (Moments.Parse(last.CompletedAt) is not { } completed)
        {
            yield break;
        }

        if (last.RouteMs is { } route)
        {
            yield return (completed.AddMilliseconds(-route), $"{last.To} is master");
        }

        yield return (completed, $"the VIP leads to {last.To}");
    }

    private static string Sum(LastSwitchStatus last) => string.Join("; ", new[]
    {
        last.PausedMs is { } paused ? $"writes waited {paused} ms" : null,
        last is { PausedMs: null, TotalMs: { } total, Outcome: SwitchOutcome.Completed } ? $"{total} ms in all" : null,
        last.LostBytes is { } lost ? $"{lost} bytes of the replication stream lost" : null,
    }.Where(part => part is not null));
}
