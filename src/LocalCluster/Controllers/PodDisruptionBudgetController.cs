using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>How many pods may be evicted now. The eviction itself takes one off in the same moment; this brings the number back.</summary>
internal sealed class PodDisruptionBudgetController(Registry registry, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    protected override ResourceType Subject => KnownTypes.PodDisruptionBudgets;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Pods];

    protected override IEnumerable<Key> Affected(Change change) =>
        Registry.List(KnownTypes.PodDisruptionBudgets, change.Event.Object.Namespace()).Items
            .Where(budget => Selectors.Matches(budget.At("spec", "selector") as JsonObject, change.Event.Object))
            .Select(budget => new Key(budget.Namespace()!, budget.Name()));

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.PodDisruptionBudgets.Key(key.Namespace, key.Name)) is not { } budget || budget.IsDeleting())
        {
            return null;
        }

        var pods = Registry.List(KnownTypes.Pods, key.Namespace).Items
            .Where(pod => Selectors.Matches(budget.At("spec", "selector") as JsonObject, pod) && !Pods.IsFinished(pod)).ToList();
        var expected = Expected(pods);
        var healthy = pods.Count(pod => Pods.IsReady(pod) && !pod.IsDeleting());
        var desired = Desired(budget, expected);
        Registry.UpdateStatus(KnownTypes.PodDisruptionBudgets.Key(key.Namespace, key.Name), copy =>
        {
            copy["status"] = Status(budget, healthy, desired, expected);
            return copy;
        });
        return null;
    }

    /// <summary>What the pods' controllers want, so that a missing pod counts against the budget.</summary>
    private long Expected(List<JsonObject> pods)
    {
        var owners = pods.Select(Owners.ControllerOf).OfType<JsonObject>().DistinctBy(owner => owner.Text("uid")).ToList();
        var scales = owners.Select(owner => Registry.Types.FindKind(owner.Text("apiVersion") ?? "", owner.Text("kind") ?? "") is { } type
            ? Registry.Get(type.Key(pods[0].Namespace(), owner.Text("name") ?? ""))?.Integer("spec", "replicas")
            : null).ToList();
        return scales.Count > 0 && scales.TrueForAll(scale => scale is not null)
            ? scales.Sum(scale => scale!.Value) + pods.Count(pod => Owners.ControllerOf(pod) is null)
            : pods.Count;
    }

    private static long Desired(JsonObject budget, long expected) => budget.At("spec", "maxUnavailable") is { } maximum
        ? Math.Max(0, expected - RolloutPlan.Amount(maximum, expected, up: true))
        : RolloutPlan.Amount(budget.At("spec", "minAvailable"), expected, up: true);

    private JsonObject Status(JsonObject budget, long healthy, long desired, long expected)
    {
        var allowed = Math.Max(0, healthy - desired);
        var status = allowed > 0 ? "True" : "False";
        var old = budget.Items("status", "conditions").FirstOrDefault();
        var now = Timestamps.Seconds(Time.GetUtcNow());
        return new JsonObject
        {
            ["observedGeneration"] = budget.Integer("metadata", "generation") ?? 1,
            ["currentHealthy"] = healthy,
            ["desiredHealthy"] = desired,
            ["expectedPods"] = expected,
            ["disruptionsAllowed"] = allowed,
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "DisruptionAllowed",
                ["status"] = status,
                ["reason"] = allowed > 0 ? "SufficientPods" : "InsufficientPods",
                ["message"] = "",
                ["observedGeneration"] = budget.Integer("metadata", "generation") ?? 1,
                ["lastTransitionTime"] = (old.Text("status") == status ? old.Text("lastTransitionTime") : null) ?? now,
            }),
        };
    }
}
