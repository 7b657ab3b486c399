using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Conditions that keep their times as long as nothing changes.</summary>
internal static class Conditions
{
    public static JsonObject? Find(JsonObject obj, string type) => obj.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);

    /// <param name="refresh">Whether lastUpdateTime is now although nothing else changed.</param>
    public static JsonObject Next(JsonObject obj, string type, bool holds, string reason, string message, DateTimeOffset now, bool refresh)
    {
        var status = holds ? "True" : "False";
        var old = Find(obj, type);
        var same = old is not null && old.Text("status") == status;
        var unchanged = same && !refresh && old.Text("reason") == reason && old.Text("message") == message;
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["reason"] = reason,
            ["message"] = message,
            ["lastUpdateTime"] = (unchanged ? old.Text("lastUpdateTime") : null) ?? Timestamps.Seconds(now),
            ["lastTransitionTime"] = (same ? old.Text("lastTransitionTime") : null) ?? Timestamps.Seconds(now),
        };
    }
}
