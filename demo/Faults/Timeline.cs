using RedisOperator.TestSupport.Groups;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Demo.Faults;

/// <summary>
/// The moments of one failover on one clock: the fault as the cluster did it, detection, promotion and routing as the
/// operator recorded them in status.lastSwitch, the first accepted write as the client saw it.
/// </summary>
internal sealed record Timeline(DateTimeOffset Fault, DateTimeOffset Detected, DateTimeOffset Promoted, DateTimeOffset Routed, DateTimeOffset FirstWrite)
{
    /// <summary>From the fault until the operator acted on it.</summary>
    public double DetectMs => Between(Fault, Detected);

    /// <summary>From there until the new master was writable.</summary>
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

        // A promotion that was not seen (Sentinel was quicker) counts as routing time: nothing is hidden, only unsplit.
        return new Timeline(fault, started, started.AddMilliseconds(recorded.PromoteMs ?? 0), completed, gap.FirstAcceptedAt);
    }

    private static double Between(DateTimeOffset from, DateTimeOffset to) => Math.Round((to - from).TotalMilliseconds, 1);
}
