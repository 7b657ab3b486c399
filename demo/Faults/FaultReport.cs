using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Demo.Faults;

/// <summary>What one fault came to; these are the fields of report.json.</summary>
/// <param name="Kind">kill (SIGKILL of the master's redis) or delete-pod</param>
/// <param name="From">the pod that was master</param>
/// <param name="To">the pod that is</param>
/// <param name="DetectMs">from the fault until the operator acted on it</param>
/// <param name="PromoteMs">from there until a new master was writable</param>
/// <param name="RouteMs">from there until the VIP was moved</param>
/// <param name="FirstWriteMs">from the fault until the first accepted write: the whole</param>
/// <param name="Acknowledged">writes that WAIT 1 confirmed</param>
/// <param name="Lost">of those, missing afterwards</param>
/// <param name="AcknowledgedPlain">writes without WAIT that were answered OK</param>
/// <param name="LostPlain">of those, missing afterwards</param>
internal sealed record FaultReport(
    string Kind,
    string From,
    string To,
    double DetectMs,
    double PromoteMs,
    double RouteMs,
    double FirstWriteMs,
    int Acknowledged,
    int Lost,
    int AcknowledgedPlain,
    int LostPlain)
{
    public static FaultReport Of(string kind, string from, string to, Timeline timeline, WriterVerdict verdict) => new(
        kind, from, to, timeline.DetectMs, timeline.PromoteMs, timeline.RouteMs, timeline.FirstWriteMs,
        verdict.AcknowledgedWait, verdict.LostWait, verdict.AcknowledgedPlain, verdict.LostPlain);
}
