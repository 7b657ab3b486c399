using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>How large each ReplicaSet of a Deployment should be now.</summary>
internal sealed record RolloutPlan(long Current, IReadOnlyList<(JsonObject Set, long Size)> Old)
{
    public static RolloutPlan For(JsonObject deployment, JsonObject current, IReadOnlyList<JsonObject> old)
    {
        var wanted = deployment.Integer("spec", "replicas") ?? 1;
        var running = old.Sum(set => set.Integer("status", "replicas") ?? 0);
        if (deployment.Text("spec", "strategy", "type") == "Recreate")
        {
            return new RolloutPlan(running == 0 ? wanted : 0, [.. old.Select(set => (set, 0L))]);
        }

        var surge = Amount(deployment.At("spec", "strategy", "rollingUpdate", "maxSurge"), wanted, up: true);
        var unavailable = Amount(deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable"), wanted, up: false);
        if (surge == 0 && unavailable == 0)
        {
            unavailable = 1;
        }

        var oldSize = old.Sum(set => set.Integer("spec", "replicas") ?? 0);
        var size = Math.Clamp(wanted + surge - oldSize, Math.Min(wanted, current.Integer("spec", "replicas") ?? 0), wanted);

        // Old pods go as new ones become available; those of them that do not serve anyway go first.
        var available = (current.Integer("status", "availableReplicas") ?? 0) + old.Sum(set => set.Integer("status", "availableReplicas") ?? 0);
        var notServing = old.Sum(set => Math.Max(0, (set.Integer("spec", "replicas") ?? 0) - (set.Integer("status", "availableReplicas") ?? 0)));
        var mayGo = Math.Max(0, available - (wanted - unavailable)) + notServing;
        var plan = new List<(JsonObject, long)>();
        foreach (var set in old)
        {
            var replicas = set.Integer("spec", "replicas") ?? 0;
            var goes = Math.Min(replicas, mayGo);
            mayGo -= goes;
            plan.Add((set, replicas - goes));
        }

        return new RolloutPlan(size, plan);
    }

    /// <summary>A number, or a percentage of the whole.</summary>
    public static long Amount(JsonNode? value, long whole, bool up)
    {
        if (value.Text() is { } text && text.EndsWith('%') && int.TryParse(text[..^1], out var percent))
        {
            return up ? ((whole * percent) + 99) / 100 : whole * percent / 100;
        }

        return value.Integer() ?? 0;
    }
}
