using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

internal static class PodColumns
{
    public static IReadOnlyList<Column> All { get; } =
    [
        BuiltInColumns.Name,
        Column.Text("Ready", Ready),
        Column.Text("Status", Status),
        new("Restarts", (pod, now) => Restarts(pod, now)),
        BuiltInColumns.Age,
        Column.Text("IP", pod => pod.Text("status", "podIP"), 1),
        Column.Text("Node", pod => pod.Text("spec", "nodeName"), 1),
        Column.Text("Nominated Node", pod => pod.Text("status", "nominatedNodeName"), 1),
        Column.Text("Readiness Gates", _ => null, 1),
    ];

    private static string Ready(JsonObject pod) =>
        $"{pod.Items("status", "containerStatuses").Count(status => status.Flag("ready") == true)}/{pod.Items("spec", "containers").Count()}";

    private static string Status(JsonObject pod)
    {
        if (pod.IsDeleting())
        {
            return "Terminating";
        }

        return InitStatus(pod) ?? ContainerStatus(pod) ?? pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "Unknown";
    }

    private static string? InitStatus(JsonObject pod)
    {
        var statuses = pod.Items("status", "initContainerStatuses").ToList();
        var index = statuses.FindIndex(status => status.Integer("state", "terminated", "exitCode") != 0);
        if (index < 0)
        {
            return null;
        }

        var reason = statuses[index].Text("state", "waiting", "reason") ?? statuses[index].Text("state", "terminated", "reason");
        return reason is null or "PodInitializing" ? $"Init:{index}/{pod.Items("spec", "initContainers").Count()}" : $"Init:{reason}";
    }

    private static string? ContainerStatus(JsonObject pod)
    {
        string? reason = null;
        var running = false;
        foreach (var status in pod.Items("status", "containerStatuses").Reverse())
        {
            running |= status.Flag("ready") == true && status.At("state", "running") is not null;
            reason = status.Text("state", "waiting", "reason") ?? Ended(status) ?? reason;
        }

        return reason == "Completed" && running ? "Running" : reason;
    }

    private static string? Ended(JsonObject status)
    {
        if (status.At("state", "terminated") is not { } ended)
        {
            return null;
        }

        return ended.Text("reason") ?? (ended.Integer("signal") is { } signal and not 0 ? $"Signal:{signal}" : $"ExitCode:{ended.Integer("exitCode")}");
    }

    private static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var statuses = pod.Items("status", "containerStatuses").ToList();
        var count = statuses.Sum(status => status.Integer("restartCount") ?? 0);
        var last = statuses.Select(status => Timestamps.Parse(status.Text("lastState", "terminated", "finishedAt"))).OfType<DateTimeOffset>().DefaultIfEmpty().Max();
        return count == 0 || last == default ? $"{count}" : $"{count} ({Ages.Show(last, now)} ago)";
    }
}
