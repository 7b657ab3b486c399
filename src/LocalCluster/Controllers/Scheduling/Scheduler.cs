using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.Scheduling;

/// <summary>
/// Gives each new pod a node: see <see cref="Placement"/>. Requests for resources are not looked at.
/// </summary>
internal sealed class Scheduler(Registry registry, TimeProvider time, ILogger logger, ObjectEvents events) : Controller(registry, time, logger)
{
    protected override ResourceType Subject => KnownTypes.Pods;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Nodes];

    protected override IEnumerable<Key> Affected(Change change) => Unscheduled();

    protected override TimeSpan? Reconcile(Key key)
    {
        var podKey = KnownTypes.Pods.Key(key.Namespace, key.Name);
        var pod = Registry.Get(podKey);
        if (pod is null || Pods.IsFinished(pod))
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

        var (node, problem) = Placement.Find(pod, ClusterView.Of(Registry));
        if (node is null)
        {
            Refuse(podKey, pod, problem);
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

    private void Refuse(ObjectKey key, JsonObject pod, string message)
    {
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
