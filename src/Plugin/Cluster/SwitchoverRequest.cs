using System.Text.Json.Nodes;
using RedisOperator.Entities;

namespace RedisOperator.Plugin.Cluster;

/// <param name="Group">NAMESPACE/NAME.</param>
/// <param name="To">The pod, or any.</param>
/// <param name="Before">When the last switch before this one began; null when there was none.</param>
internal sealed record PendingSwitchover(string Group, string To, string? Before);

/// <summary>Asks for a switchover by the annotation and waits for the operator's answer in status.</summary>
internal sealed class SwitchoverRequest(GroupAccess group, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <exception cref="PluginException">Nobody would answer it, or another request is open.</exception>
    public async Task<PendingSwitchover> AskAsync(string to, CancellationToken ct)
    {
        var read = await group.GetAsync(ct);
        if (read.Spec.PausedUntilTime() > time.GetUtcNow())
        {
            throw new PluginException($"{group.Namespace}/{group.Name} is paused until {read.Spec.PausedUntil}: the operator would not answer. First: kubectl redisgroup resume {group.Name} -n {group.Namespace}");
        }

        if (Asked(read) is { } open)
        {
            throw new PluginException($"a switchover to {open} is asked for already and not answered yet. To take it back: kubectl annotate redisgroup {group.Name} -n {group.Namespace} {Annotations.Switchover}-");
        }

        await group.MergeAsync(new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Annotations.Switchover] = to } } }, ct);
        return new PendingSwitchover($"{group.Namespace}/{group.Name}", to, read.Status?.LastSwitch?.StartedAt);
    }

    /// <exception cref="PluginException">No answer in time; the message says what is known.</exception>
    public async Task<LastSwitchStatus> AnswerAsync(PendingSwitchover pending, TimeSpan within, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var read = await group.GetAsync(ct);
            if (IsAnswer(read, pending))
            {
                return read.Status!.LastSwitch!;
            }

            if (time.GetElapsedTime(began) > within)
            {
                throw new PluginException(Asked(read) is null
                    ? $"the switchover to {pending.To} was taken on and is not done after {within.TotalSeconds:0} s: kubectl redisgroup why {group.Name} -n {group.Namespace}"
                    : $"no operator has answered within {within.TotalSeconds:0} s: does one run? The request stays. To take it back: kubectl annotate redisgroup {group.Name} -n {group.Namespace} {Annotations.Switchover}-");
            }

            await Task.Delay(Interval, time, ct);
        }
    }

    /// <summary>
    /// The request is taken off before its answer is written, and another switch may end in between: the answer is a switch that was asked for, with this wish,
    /// and later than the one before; or the failover that overtook it, because the master died.
    /// </summary>
    internal static bool IsAnswer(RedisReplicationGroup read, PendingSwitchover pending) =>
        Asked(read) is null
        && read.Status?.LastSwitch is { Outcome: not null } last
        && last.StartedAt != pending.Before
        && (last.Kind == SwitchKind.Failover || (last.Reason == Reasons.SwitchoverRequested && last.Wish == pending.To));

    private static string? Asked(RedisReplicationGroup read) =>
        read.Metadata.Annotations is { } annotations && annotations.TryGetValue(Annotations.Switchover, out var wish) ? wish : null;
}
