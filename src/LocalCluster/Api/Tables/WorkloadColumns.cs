using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

internal static class WorkloadColumns
{
    private static readonly Column Containers = Column.Text("Containers", obj => FromContainers(obj, "name"), 1);
    private static readonly Column Images = Column.Text("Images", obj => FromContainers(obj, "image"), 1);
    private static readonly Column Selector = Column.Text("Selector", obj => ServiceColumns.Selector(obj.At("spec", "selector", "matchLabels")), 1);

    public static IReadOnlyList<Column> StatefulSets { get; } = [BuiltInColumns.Name, ReadyOfWanted(), BuiltInColumns.Age, Containers, Images];

    public static IReadOnlyList<Column> Deployments { get; } =
    [
        BuiltInColumns.Name, ReadyOfWanted(), Status("Up-to-date", "updatedReplicas"), Status("Available", "availableReplicas"), BuiltInColumns.Age,
        Containers, Images, Selector,
    ];

    public static IReadOnlyList<Column> ReplicaSets { get; } =
    [
        BuiltInColumns.Name, Column.Number("Desired", obj => obj.Integer("spec", "replicas") ?? 0), Status("Current", "replicas"), Status("Ready", "readyReplicas"),
        BuiltInColumns.Age, Containers, Images, Selector,
    ];

    public static IReadOnlyList<Column> Jobs { get; } =
    [
        BuiltInColumns.Name,
        Column.Text("Status", JobStatus),
        Column.Text("Completions", job => $"{job.Integer("status", "succeeded") ?? 0}/{job.Integer("spec", "completions") ?? 1}"),
        new("Duration", (job, now) => Timestamps.Parse(job.Text("status", "startTime")) is { } start
            ? Ages.Show(start, Timestamps.Parse(job.Text("status", "completionTime")) ?? now) : ""),
        BuiltInColumns.Age, Containers, Images, Selector,
    ];

    public static IReadOnlyList<Column> DisruptionBudgets { get; } =
    [
        BuiltInColumns.Name,
        Column.Text("Min Available", obj => obj.At("spec", "minAvailable")?.ToString() ?? "N/A"),
        Column.Text("Max Unavailable", obj => obj.At("spec", "maxUnavailable")?.ToString() ?? "N/A"),
        Status("Allowed Disruptions", "disruptionsAllowed"),
        BuiltInColumns.Age,
    ];

    private static string JobStatus(JsonObject job) =>
        job.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") is "Complete" or "Failed" && condition.Text("status") == "True").Text("type") ?? "Running";

    private static Column ReadyOfWanted() =>
        Column.Text("Ready", obj => $"{obj.Integer("status", "readyReplicas") ?? 0}/{obj.Integer("spec", "replicas") ?? 0}");

    private static Column Status(string name, string member) => Column.Number(name, obj => obj.Integer("status", member) ?? 0);

    private static string FromContainers(JsonObject obj, string member) =>
        string.Join(',', obj.Items("spec", "template", "spec", "containers").Select(container => container.Text(member)));
}
