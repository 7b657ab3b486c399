using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Groups;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Bench;

/// <summary>One crash, in milliseconds since the SIGKILL, and what the writer itself added at the end of it.</summary>
internal sealed record CrashSample(double Detected, double Promoted, double Routed, double FirstWrite, double WriterOwn, int LostWait);

/// <summary>Kills the master of a whole group again and again, each time with a client writing through the VIP.</summary>
internal sealed class CrashRun(LocalClusterProcess cluster, RedisGroup group, GroupWatch watch, TempDirectory files)
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public async Task<CrashSample> OnceAsync(int number, CancellationToken cancellationToken)
    {
        var (before, _) = await watch.WaitAsync("the group is whole", Whole, status => status.IsWhole, cancellationToken);
        var target = await group.WriterTargetAsync(cancellationToken);
        await using var writer = await WriterProcess.StartAsync(target, files.File($"{number}.ledger"), Whole, cancellationToken: cancellationToken);
        await Task.Delay(Settle, cancellationToken);

        var killedAt = await cluster.KillAsync(group.PodKey(before.Master!), "redis", cancellationToken);
        var gap = await writer.FirstGapAfterAsync(killedAt, TimeSpan.FromSeconds(30), cancellationToken);
        // A container that is killed again and again is held back for minutes: a new pod is not.
        await group.Kubectl.RunAsync(cancellationToken, "delete", "pod", before.Master!, "--force", "--grace-period=0", "--wait=false");
        var (after, _) = await watch.WaitAsync(
            "the group is whole under another master", Whole,
            status => status.IsWhole && status.Master != before.Master && status.LastSwitch is { CompletedAt: not null }, cancellationToken);
        await writer.StopAsync();
        var verdict = await target.VerifyAsync(writer.LedgerFile, cancellationToken);

        var started = after.LastSwitch!.StartedAt!.Value;
        return new CrashSample(
            (started - killedAt).TotalMilliseconds,
            (started - killedAt).TotalMilliseconds + (after.LastSwitch.PromoteMs ?? 0),
            (after.LastSwitch.CompletedAt!.Value - killedAt).TotalMilliseconds,
            (gap.FirstAcceptedAt - killedAt).TotalMilliseconds,
            gap.OwnMs,
            verdict.LostWait);
    }
}
