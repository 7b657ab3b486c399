using RedisOperator.Demo.Faults;

namespace RedisOperator.Demo.Showing;

/// <summary>The sentences that both screens say.</summary>
internal static class Moments
{
    public const string WhyPlainMayBeLost =
        "A plain write may be missing: Redis answers OK before a replica has it, so what the old master took in its last milliseconds dies with it. WAIT 1 asks for a replica first.";

    /// <summary>What happened when, in ms since the fault.</summary>
    public static IReadOnlyList<(string Moment, double Milliseconds)> Of(string fault, Timeline timeline) =>
    [
        (fault, 0),
        ("detected: the operator acts", timeline.DetectMs),
        .. timeline.HeldBackMs is { } held ? [("writes are held back", held)] : Array.Empty<(string, double)>(),
        ("promoted: the new master is writable", timeline.DetectMs + timeline.PromoteMs),
        ("routed: the VIP leads to it", timeline.DetectMs + timeline.PromoteMs + timeline.RouteMs),
        ("first accepted write through the VIP", timeline.FirstWriteMs),
    ];

    public static string Losses(FaultReport fault) =>
        $"missing: {fault.Lost} of {fault.Acknowledged} with WAIT 1, {fault.LostPlain} of {fault.AcknowledgedPlain} plain";
}
