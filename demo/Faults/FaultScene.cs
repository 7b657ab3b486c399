using RedisOperator.Demo.Showing;
using RedisOperator.TestSupport;
using RedisOperator.TestSupport.Groups;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Demo.Faults;

/// <summary>One thing that is done to the master.</summary>
/// <param name="Kind">as in report.json</param>
/// <param name="Title">for people</param>
/// <param name="Moment">the first line of the timeline</param>
/// <param name="DoAsync">does it to the pod of this name and answers when it was done</param>
internal sealed record MasterFault(string Kind, string Title, string Moment, Func<string, CancellationToken, Task<DateTimeOffset>> DoAsync);

/// <summary>One fault from before to after: a client writes through the VIP all the while, and everything it was promised is looked for at the end.</summary>
internal sealed class FaultScene(RedisGroup group, GroupWatch watch, TempDirectory files, IScreen screen, TimeProvider time)
{
    private const int WritesPerSecond = 200;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstWrite = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WholeAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task<FaultReport> PlayAsync(MasterFault fault, CancellationToken cancellationToken)
    {
        screen.Chapter(fault.Title);
        var master = watch.Latest?.Master ?? throw new InvalidOperationException("The group has no master to do anything to.");
        var before = watch.Latest.LastSwitch?.CompletedAt;
        screen.Pods("before", await group.PodsAsync(cancellationToken));

        var target = await group.WriterTargetAsync(cancellationToken);
        await using var writer = await WriterProcess.StartAsync(target, files.File($"{fault.Kind}.ledger"), Longest, WritesPerSecond, cancellationToken: cancellationToken);
        screen.Say($"vip-writer (StackExchange.Redis) writes {WritesPerSecond}/s through {target.Address}, half of them followed by WAIT 1");
        await Task.Delay(Before, time, cancellationToken);

        var faultAt = await fault.DoAsync(master, cancellationToken);
        screen.Say($"{fault.Moment}: {master}, at {faultAt:HH:mm:ss.ffffff} UTC");
        var gap = await writer.FirstGapAfterAsync(faultAt, FirstWrite, cancellationToken);
        var whole = await WholeAgainAsync(master, before, writer, cancellationToken);
        await writer.StopAsync();

        var verdict = await target.VerifyAsync(writer.LedgerFile, cancellationToken);
        screen.Pods("after", await group.PodsAsync(cancellationToken));
        if (await group.VipFaultAsync(whole.Master!, cancellationToken) is { } wrong)
        {
            throw new InvalidOperationException($"After {fault.Kind} {wrong}.");
        }

        var timeline = Timeline.Of(faultAt, whole.LastSwitch!, gap);
        screen.Timeline(fault.Moment, timeline);
        return FaultReport.Of(fault.Kind, master, whole.Master!, timeline, verdict);
    }

    private async Task<GroupStatus> WholeAgainAsync(string oldMaster, DateTimeOffset? before, WriterProcess writer, CancellationToken cancellationToken)
    {
        var whole = watch.WaitAsync(
            $"{watch.Name} is Ready again under another master than {oldMaster}",
            WholeAgain,
            status => status.IsWhole && status.Master != oldMaster && status.LastSwitch?.CompletedAt is { } completed && completed != before,
            cancellationToken);
        var (status, _) = await screen.WatchAsync("back to a whole group", () => [.. GroupFacts.Of(watch.Latest), .. GroupFacts.Of(writer.Last)], whole);
        return status;
    }
}
