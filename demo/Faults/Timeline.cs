using RedisOperator.TestSupport.Groups;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Demo.Faults;

/// <summary>
/// The moments of one failover on one clock: the fault as the cluster did it, detection, promotion and routing as the
/// operator recorded them in status.lastSwitch, the first accepted write as the client saw it.
/// </summary>
/// <param name="HeldBack">from when a switchover held writes back; null after a crash</param>
internal sealed record Timeline(DateTimeOffset Fault, DateTimeOffset Detected, DateTimeOffset? HeldBack, DateTimeOffset Promoted, DateTimeOffset Routed, DateTimeOffset FirstWrite)
{
    /// <summary>From the fault until the operator acted on it.</summary>
    public double DetectMs => Between(Fault, Detected);

    /// <summary>From the fault until writes were held back, which may be a second after the switchover began: kube-proxy has to be at rest.</summary>
    public double? HeldBackMs => HeldBack is { } held ? Between(Fault, held) : null;

    /// <summary>From detection until the new master was writable.</summary>
    public double PromoteMs => Between(Detected, Promoted);

    /// <summary>From there until the write that moved the VIP was accepted.</summary>
    public double RouteMs => Between(Promoted, Routed);

    /// <summary>From the fault until the client's first accepted write: the whole.</summary>
    public double FirstWriteMs => Between(Fault, FirstWrite);

    /// <exception cref="InvalidOperationException">The operator did not record the whole switch; the message holds what it did.</exception>
    public static Timeline Of(DateTimeOffset fault, LastSwitch recorded, WriterGap gap)
    {
        if (recorded is not { StartedAt: { } started, CompletedAt: { } completed })
        {
            throw new InvalidOperationException($"status.lastSwitch lacks the moments of the switch: {recorded}");
        }

        // Counted back from the routing write, because a switchover's own parts begin when writes are held back. A promotion that was not seen (Sentinel was
        // quicker) counts as routing time: nothing is hidden, only unsplit.
        var promoted = recorded.RouteMs is { } route ? completed.AddMilliseconds(-route) : started;
        return new Timeline(fault, started, recorded.PausedMs is { } paused ? completed.AddMilliseconds(-paused) : null, promoted < started ? started : promoted, completed, gap.FirstAcceptedAt);
    }

    private static double Between(DateTimeOffset from, DateTimeOffset to) => Math.Round((to - from).TotalMilliseconds, 1);
}
