using System.Text;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Plugin.Screens;

/// <summary>One screen about one group.</summary>
internal static class StatusScreen
{
    public static string Render(StatusView view)
    {
        var text = new StringBuilder(Head(view));
        text.Append('\n').Append(view.Seen is { } seen ? $"{InspectionText.Pods(seen)}\n{InspectionText.Sentinels(seen)}" : FromTheApi(view));
        if (view.Group.Status?.LastSwitch is { } last)
        {
            text.Append("\nLast switch: ").Append(SwitchTimeline.Render(last, view.Now));
        }

        if (view.Group.Status?.Conditions is { Count: > 0 })
        {
            text.Append('\n').Append(Conditions(view));
        }

        return text.Append('\n').Append(Foot(view)).ToString();
    }

    private static string Head(StatusView view)
    {
        var status = view.Group.Status ?? new RedisReplicationGroupStatus();
        List<(string Name, string Value)> lines =
        [
            ("Group", view.Name),
            ("Status", $"{status.Phase ?? "not seen by an operator yet"}: {status.Ready ?? "0"} pods serve, {status.Sentinels?.Summary ?? "0"} sentinels agree, {Count(status.Failovers ?? 0, "failover")} since it was made"),
            ("Master", Master(status, view.Now)),
            ("VIP", $"{status.Vip?.Address ?? "no address yet"} leads to {status.Vip?.Holder ?? "nobody"}"),
        ];
        if (view.Group.Spec.PausedUntilTime() is { } until && until > view.Now)
        {
            lines.Add(("Paused", $"until {Moments.Second(until)} (for {Ages.Text(until - view.Now)} more)"));
        }

        if (view.Group.Metadata.Annotations is { } annotations && annotations.TryGetValue(Annotations.Switchover, out var wish))
        {
            lines.Add(("Asked for", $"a switchover to {wish}, not answered yet"));
        }

        return string.Concat(lines.Select(line => $"{line.Name,-11} {line.Value}\n"));
    }

    private static string Master(RedisReplicationGroupStatus status, DateTimeOffset now)
    {
        if (status.Master?.Pod is not { } pod)
        {
            return "none";
        }

        var since = Moments.Parse(status.Master.Since) is { } at ? $", since {Moments.Second(at)} ({Ages.Text(now - at)})" : "";
        return $"{pod}{(status.Master.Node is { } node ? $" on {node}" : "")}{since}, epoch {status.Master.Epoch ?? 0}";
    }

    private static string FromTheApi(StatusView view) => TextTable.Render(
        ["POD", "NODE", "READY", "ROLE BY LABEL", "PHASE"],
        view.Pods.Select(pod => (IReadOnlyList<string?>)
        [
            pod.Metadata.Name,
            pod.Spec?.NodeName,
            pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true ? "yes" : "no",
            pod.Metadata.Labels is { } labels && labels.TryGetValue(Labels.Role, out var role) ? role : null,
            pod.Metadata.DeletionTimestamp is null ? pod.Status?.Phase : "Terminating",
        ]));

    private static string Conditions(StatusView view) => TextTable.Render(
        ["CONDITION", "STATUS", "REASON", "AGE", "MESSAGE"],
        view.Group.Status!.Conditions!.Select(one => (IReadOnlyList<string?>)
            [one.Type, one.Status, one.Reason, one.LastTransitionTime is { } at ? Ages.Text(view.Now - at) : null, one.Message]));

    private static string Foot(StatusView view) => view.Seen is { } seen
        ? $"Seen by {view.Operator}, which {(seen.Leads ? "leads" : "does not lead any more")}, {Ages.Text(view.Now - seen.ObservedAt)} ago.\n"
        : $"Offsets, lag and what each sentinel believes are missing: {view.Missing}\n";

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
