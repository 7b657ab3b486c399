using System.Globalization;

namespace RedisOperator.Entities.Inspection;

/// <summary>An inspection as text for people. Shared by <c>redis-operator inspect</c> and the kubectl plugin, so that both say the same.</summary>
public static class InspectionText
{
    /// <summary>A failover is over in less than a second: its decisions are told apart by milliseconds.</summary>
    private const string TimeFormat = "HH:mm:ss.fff";

    public static string Pods(GroupInspection group) => TextTable.Render(
        ["POD", "NODE", "READY", "REDIS", "FOLLOWS", "LINK", "OFFSET", "LAG", "KEYS", "NOTE"],
        group.Pods.Select(pod => (IReadOnlyList<string?>)[pod.Name, pod.Node, pod.Ready ? "yes" : "no", pod.State, pod.Follows, Link(pod), Number(pod.Offset), Bytes(pod.LagBytes), Number(pod.Keys), Note(pod)]));

    public static string Sentinels(GroupInspection group) => TextTable.Render(
        ["SENTINEL ON", "BELIEVES", "EPOCH", "QUORUM", "REPLICAS", "OTHERS", "NOTE"],
        group.Sentinels.Select(one => (IReadOnlyList<string?>)[one.Pod, Belief(one), Number(one.Epoch), Number(one.Quorum), Number(one.Replicas), Number(one.OtherSentinels), Note(one)]));

    /// <summary>As they come, each with when it was first made, and how often and for how long since.</summary>
    public static string Decisions(IEnumerable<DecisionEntry> decisions, DateTimeOffset now) => TextTable.Render(
        ["FIRST", "AGE", "TIMES", "DECISION", "REASON", "MESSAGE"],
        decisions.Select(one => (IReadOnlyList<string?>)
        [
            one.First.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            Ages.Text(now - one.First),
            one.Count == 1 ? "1" : $"{one.Count} in {Lasting(one.Last - one.First)}",
            one.Decision,
            one.Reason,
            one.Message,
        ]));

    /// <summary>All groups of an operator, a line each.</summary>
    public static string Summaries(IEnumerable<GroupSummary> groups, DateTimeOffset now) => TextTable.Render(
        ["NAMESPACE", "GROUP", "SEEN", "DECISION", "REASON", "MESSAGE"],
        groups.Select(one => (IReadOnlyList<string?>)[one.Namespace, one.Name, one.ObservedAt is { } at ? $"{Ages.Text(now - at)} ago" : null, one.Last?.Decision, one.Last?.Reason, one.Last?.Message]));

    public static string Vip(VipInspection vip) =>
        $"{vip.Address ?? "no address yet"} leads to {(vip.LeadsTo is { } pod ? $"{pod} ({vip.PodIp}), epoch {vip.Epoch}" : "nobody")}";

    private static string Lasting(TimeSpan time) => time < TimeSpan.FromSeconds(2) ? $"{(int)time.TotalMilliseconds} ms" : Ages.Text(time);

    private static string? Link(PodInspection pod) => pod.LinkUp switch { true => "up", false => "down", null => null };

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Bytes(long? bytes) => bytes switch
    {
        null => null,
        < 10 << 10 => $"{bytes} B",
        < 10 << 20 => $"{bytes / 1024} KiB",
        _ => $"{bytes / 1024 / 1024} MiB",
    };

    private static string Note(PodInspection pod) => Joined(
        pod.Evidence,
        pod.Loading ? "loads its data" : null,
        pod.Terminating ? "is being deleted" : null,
        pod.Cordoned ? "node is cordoned" : null,
        pod.Priority == 0 ? "not to be selected (replica-priority 0)" : null,
        pod is { State: RedisState.Master, MinReplicasToWrite: > 0 } ? $"takes writes with {pod.MinReplicasToWrite} replica at least" : null);

    private static string Belief(SentinelInspection sentinel) => sentinel.State switch
    {
        SentinelState.Monitors => $"{sentinel.Master} is master",
        SentinelState.Blank => "knows no master",
        _ => "does not answer",
    };

    private static string Note(SentinelInspection sentinel) => Joined(
        sentinel.Evidence,
        sentinel.FailoverRunning ? "leads a failover" : null,
        sentinel.MasterDownMs is { } down ? $"sees it as down for {Ages.Text(TimeSpan.FromMilliseconds(down))}" : null,
        sentinel.Unreached.Count > 0 ? $"does not reach {string.Join(", ", sentinel.Unreached)}" : null);

    private static string Joined(params string?[] notes) => string.Join("; ", notes.Where(note => !string.IsNullOrEmpty(note)));
}
