using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Controllers.Scheduling;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.NodeLife;

/// <summary>
/// Looks after the nodes' signs of life: one that is silent for too long is not Ready (Unknown), its pods are not ready,
/// and taints keep pods away from it. A cordoned node is tainted, too.
/// </summary>
/// <param name="grace">How long a node may be silent (Kubernetes: 40 s).</param>
internal sealed class NodeLifecycleController(Registry registry, TimeProvider time, ILogger logger, TimeSpan grace) : Controller(registry, time, logger)
{
    private const string LeaseNamespace = "kube-node-lease";
    private static readonly string[] Managed = [Taints.Unschedulable, Taints.NotReady, Taints.Unreachable];
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    protected override ResourceType Subject => KnownTypes.Nodes;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [];

    protected override IEnumerable<Key> Affected(Change change) => [];

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.Nodes.Key(null, key.Name)) is not { } node || node.IsDeleting())
        {
            return null;
        }

        var left = Left(key.Name);
        if (left <= TimeSpan.Zero && Ready(node).Text("status") != "Unknown")
        {
            node = Lose(node);
        }

        if (Ready(node).Text("status") != "True")
        {
            // Also pods that became ready in the last moment.
            MakePodsUnready(key.Name);
        }

        SetTaints(node);
        return left > TimeSpan.Zero && left < LongestLook ? left + TimeSpan.FromMilliseconds(10) : LongestLook;
    }

    /// <summary>How long the node may still be silent. One that never said anything has all its time.</summary>
    private TimeSpan Left(string node) =>
        Registry.Get(KnownTypes.Leases.Key(LeaseNamespace, node)) is { } lease && Timestamps.Parse(lease.Text("spec", "renewTime")) is { } last
            ? last + grace - Time.GetUtcNow()
            : grace;

    private static JsonObject? Ready(JsonObject node) => Conditions.Find(node, "Ready");

    private JsonObject Lose(JsonObject node) => Registry.UpdateStatus(KnownTypes.Nodes.Key(null, node.Name()), copy =>
    {
        if (Ready(copy) is { } ready)
        {
            ready["status"] = "Unknown";
            ready["reason"] = "NodeStatusUnknown";
            ready["message"] = "Kubelet stopped posting node status.";
            ready["lastTransitionTime"] = Timestamps.Seconds(Time.GetUtcNow());
        }

        return copy;
    });

    private void MakePodsUnready(string node)
    {
        foreach (var pod in Registry.List(KnownTypes.Pods).Items.Where(pod => pod.Text("spec", "nodeName") == node && Pods.IsReady(pod)))
        {
            Registry.UpdateStatus(KnownTypes.Pods.Key(pod.Namespace(), pod.Name()), copy =>
            {
                if (Conditions.Find(copy, "Ready") is { } ready)
                {
                    ready["status"] = "False";
                    ready["lastTransitionTime"] = Timestamps.Seconds(Time.GetUtcNow());
                }

                return copy;
            });
        }
    }

    private void SetTaints(JsonObject node)
    {
        var now = Timestamps.Seconds(Time.GetUtcNow());
        var present = Taints.Of(node).ToList();
        var wanted = Wanted(node).ToList();
        var kept = present.Where(taint => !Managed.Contains(taint.Text("key")) || wanted.Exists(entry => Is(taint, entry))).Select(taint => Stamped(taint, now)).ToList();
        var added = wanted.Where(entry => !present.Exists(taint => Is(taint, entry)))
            .Select(entry => new JsonObject { ["key"] = entry.Key, ["effect"] = entry.Effect, ["timeAdded"] = now });
        JsonArray taints = [.. kept.Concat(added)];
        Registry.Update(KnownTypes.Nodes.Key(null, node.Name()), copy =>
        {
            copy.Spec()!["taints"] = taints.Count > 0 ? taints : null;
            return copy;
        });
    }

    /// <summary>When a taint that drives pods away came is needed to know when they have to go.</summary>
    private static JsonObject Stamped(JsonObject taint, string now)
    {
        var copy = (JsonObject)taint.DeepClone();
        if (copy.Text("effect") == Taints.NoExecute && copy.Text("timeAdded") is null)
        {
            copy["timeAdded"] = now;
        }

        return copy;
    }

    private static bool Is(JsonObject taint, (string Key, string Effect) wanted) => taint.Text("key") == wanted.Key && taint.Text("effect") == wanted.Effect;

    private static IEnumerable<(string Key, string Effect)> Wanted(JsonObject node)
    {
        if (node.Flag("spec", "unschedulable") == true)
        {
            yield return (Taints.Unschedulable, Taints.NoSchedule);
        }

        var key = Ready(node).Text("status") switch { "True" => null, "False" => Taints.NotReady, _ => Taints.Unreachable };
        if (key is not null)
        {
            yield return (key, Taints.NoSchedule);
            yield return (key, Taints.NoExecute);
        }
    }
}
