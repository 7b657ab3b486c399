using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

internal static class EventColumns
{
    public static IReadOnlyList<Column> All { get; } =
    [
        new("Last Seen", (obj, now) => Ages.Show(LastSeen(obj), now)),
        Column.Text("Type", obj => obj.Text("type")),
        Column.Text("Reason", obj => obj.Text("reason")),
        Column.Text("Object", obj => $"{obj.Text("involvedObject", "kind")?.ToLowerInvariant()}/{obj.Text("involvedObject", "name")}"),
        Column.Text("Subobject", obj => obj.Text("involvedObject", "fieldPath") ?? "", 1),
        Column.Text("Source", obj => obj.Text("source", "component") ?? obj.Text("reportingComponent") ?? "", 1),
        Column.Text("Message", obj => obj.Text("message")?.Trim()),
        new("First Seen", (obj, now) => Ages.Show(Time(obj, "firstTimestamp"), now), "string", 1),
        new("Count", (obj, _) => obj.Integer("series", "count") ?? obj.Integer("count") ?? 1, "string", 1),
        new("Name", (obj, _) => obj.Name(), "string", 1),
    ];

    private static DateTimeOffset? LastSeen(JsonObject obj) =>
        Timestamps.Parse(obj.Text("series", "lastObservedTime")) ?? Time(obj, "lastTimestamp");

    private static DateTimeOffset? Time(JsonObject obj, string member) =>
        Timestamps.Parse(obj.Text(member)) ?? Timestamps.Parse(obj.Text("eventTime")) ?? Timestamps.Parse(obj.Text("metadata", "creationTimestamp"));
}
