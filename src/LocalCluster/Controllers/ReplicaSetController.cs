using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Keeps the number of pods of a ReplicaSet.</summary>
internal sealed class ReplicaSetController(Registry registry, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    protected override ResourceType Subject => KnownTypes.ReplicaSets;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Pods];

    protected override IEnumerable<Key> Affected(Change change) => Owners.KeyOfController(change.Event.Object, "ReplicaSet");

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.ReplicaSets.Key(key.Namespace, key.Name)) is not { } set)
        {
            return null;
        }

        var pods = PodsOf(set);
        if (!set.IsDeleting())
        {
            Scale(set, pods);
        }

        pods = PodsOf(set);
        WriteStatus(set, pods);
        var waits = pods.Select(pod => Pods.IsAvailable(pod, MinReady(set), Time.GetUtcNow()).Wait).OfType<TimeSpan>().ToList();
        return waits.Count == 0 ? null : waits.Min();
    }

    private static long MinReady(JsonObject set) => set.Integer("spec", "minReadySeconds") ?? 0;

    private List<JsonObject> PodsOf(JsonObject set) =>
    [
        .. Registry.List(KnownTypes.Pods, set.Namespace()).Items
            .Where(pod => Owners.IsControlledBy(pod, set) && !pod.IsDeleting() && !Pods.IsFinished(pod)),
    ];

    private void Scale(JsonObject set, List<JsonObject> pods)
    {
        var wanted = (int)(set.Integer("spec", "replicas") ?? 1);
        for (var count = pods.Count; count < wanted; count++)
        {
            var pod = Pods.FromTemplate((JsonObject)set.Spec()!["template"]!, set);
            pod.Metadata()["generateName"] = set.Name() + "-";
            Registry.Create(KnownTypes.Pods, set.Namespace(), pod);
        }

        // Those that serve least go first, then the youngest.
        foreach (var pod in pods.OrderBy(Pods.IsReady).ThenByDescending(pod => pod.Text("metadata", "creationTimestamp")).Take(Math.Max(0, pods.Count - wanted)))
        {
            Registry.Delete(KnownTypes.Pods.Key(pod.Namespace(), pod.Name()));
        }
    }

    private void WriteStatus(JsonObject set, List<JsonObject> pods)
    {
        var now = Time.GetUtcNow();
        Registry.UpdateStatus(KnownTypes.ReplicaSets.Key(set.Namespace(), set.Name()), copy =>
        {
            copy["status"] = new JsonObject
            {
                ["observedGeneration"] = set.Integer("metadata", "generation") ?? 1,
                ["replicas"] = pods.Count,
                ["fullyLabeledReplicas"] = pods.Count,
                ["readyReplicas"] = pods.Count(Pods.IsReady),
                ["availableReplicas"] = pods.Count(pod => Pods.IsAvailable(pod, MinReady(set), now).Available),
            };
            return copy;
        });
    }
}
