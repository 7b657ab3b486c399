using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>
/// Chooses a node for each new pod: nodeSelector, cordoned nodes and required anti-affinity decide where it may go; then
/// the node with the fewest pods of the same owner, then with the fewest pods.
/// </summary>
internal sealed class Scheduler(Registry registry, TimeProvider time, ILogger logger, PodEvents events) : Controller(registry, time, logger)
{
    protected override ResourceType Subject => KnownTypes.Pods;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Nodes];

    protected override IEnumerable<Key> Affected(Change change) => Unscheduled();

    protected override TimeSpan? Reconcile(Key key)
    {
        var podKey = KnownTypes.Pods.Key(key.Namespace, key.Name);
        var pod = Registry.Get(podKey);
        if (pod is null)
        {
            // Its place is free now.
            foreach (var waiting in Unscheduled())
            {
                Reconcile(waiting);
            }

            return null;
        }

        if (!IsWaiting(pod))
        {
            return null;
        }

        if (Choose(pod) is not { } node)
        {
            Refuse(podKey, pod);
            return null;
        }

        Registry.Atomically(() =>
        {
            Registry.Update(podKey, copy =>
            {
                copy.Spec()!["nodeName"] = node;
                return copy;
            });
            return Registry.UpdateStatus(podKey, copy => Condition(copy, true, null, null));
        });
        events.Record(pod, "Normal", "Scheduled", $"Successfully assigned {key.Namespace}/{key.Name} to {node}", "default-scheduler");
        return null;
    }

    private static bool IsWaiting(JsonObject pod) => pod.Text("spec", "nodeName") is null or "" && !pod.IsDeleting();

    private List<Key> Unscheduled() =>
        [.. Registry.List(KnownTypes.Pods).Items.Where(IsWaiting).Select(pod => new Key(pod.Namespace()!, pod.Name()))];

    private string? Choose(JsonObject pod)
    {
        var pods = Registry.List(KnownTypes.Pods).Items.Where(other => !Pods.IsFinished(other)).ToLookup(other => other.Text("spec", "nodeName") ?? "");
        var owner = Owners.ControllerOf(pod).Text("uid");
        return Registry.List(KnownTypes.Nodes).Items
            .Where(node => node.Flag("spec", "unschedulable") != true && IsWanted(pod, node))
            .Where(node => !Repelled(pod, pods[node.Name()]))
            .OrderBy(node => pods[node.Name()].Count(other => owner is not null && Owners.ControllerOf(other).Text("uid") == owner))
            .ThenBy(node => pods[node.Name()].Count())
            .ThenBy(node => node.Name(), StringComparer.Ordinal)
            .FirstOrDefault()?.Name();
    }

    private static bool IsWanted(JsonObject pod, JsonObject node) =>
        (pod.At("spec", "nodeSelector") as JsonObject ?? []).All(pair => node.Label(pair.Key) == pair.Value.Text());

    /// <summary>Required anti-affinity, with the node as its topology.</summary>
    private static bool Repelled(JsonObject pod, IEnumerable<JsonObject> there) =>
        pod.Items("spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
            .Where(term => term.Text("topologyKey") == "kubernetes.io/hostname")
            .Any(term => there.Any(other => other.Namespace() == pod.Namespace() && Selectors.Matches(term["labelSelector"] as JsonObject, other)));

    private void Refuse(ObjectKey key, JsonObject pod)
    {
        var count = Registry.List(KnownTypes.Nodes).Items.Count;
        var message = $"0/{count} nodes are available: each is cordoned, not selected, or has a pod this one must not meet.";
        Registry.UpdateStatus(key, copy => Condition(copy, false, "Unschedulable", message));
        events.Record(pod, "Warning", "FailedScheduling", message, "default-scheduler");
    }

    private JsonObject Condition(JsonObject pod, bool scheduled, string? reason, string? message)
    {
        var status = pod["status"] as JsonObject ?? [];
        var old = status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == "PodScheduled");
        var value = scheduled ? "True" : "False";
        var since = old.Text("status") == value ? old.Text("lastTransitionTime") : Timestamps.Seconds(Time.GetUtcNow());
        status["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = value,
            ["reason"] = reason,
            ["message"] = message,
            ["lastTransitionTime"] = since,
        });
        pod["status"] = status.Parent is null ? status : status.DeepClone();
        return pod;
    }
}
