using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>A StatefulSet and its pods at one moment, and what follows from them.</summary>
internal sealed class StatefulSetState(JsonObject set, Dictionary<int, JsonObject> pods, string updateRevision)
{
    public JsonObject Set => set;

    public IReadOnlyDictionary<int, JsonObject> Pods => pods;

    public string UpdateRevision => updateRevision;

    public IReadOnlyList<int> Wanted { get; } =
        [.. Enumerable.Range((int)(set.Integer("spec", "ordinals", "start") ?? 0), (int)(set.Integer("spec", "replicas") ?? 1))];

    public bool OneByOne => set.Text("spec", "podManagementPolicy") != "Parallel";

    public bool Rolls => set.Text("spec", "updateStrategy", "type") != "OnDelete";

    public long Partition => set.Integer("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;

    private string CurrentRevision => set.Text("status", "currentRevision") is { Length: > 0 } current ? current : updateRevision;

    /// <summary>Below the partition of a rolling update a new pod still gets the old template.</summary>
    public string RevisionFor(int ordinal) => Rolls && ordinal < Partition ? CurrentRevision : updateRevision;

    public bool IsHealthy(int ordinal) =>
        pods.TryGetValue(ordinal, out var pod) && !pod.IsDeleting() && Controllers.Pods.IsReady(pod);

    /// <summary>When a ready pod becomes an available one; null when no pod is on its way.</summary>
    public TimeSpan? WaitForAvailable(DateTimeOffset now)
    {
        var waits = pods.Values.Select(pod => Controllers.Pods.IsAvailable(pod, MinReady, now).Wait).OfType<TimeSpan>().ToList();
        return waits.Count == 0 ? null : waits.Min();
    }

    public JsonObject Status(DateTimeOffset now)
    {
        var live = pods.Values.Where(pod => !pod.IsDeleting()).ToList();
        var ready = pods.Values.Count(Controllers.Pods.IsReady);
        var updated = live.Count(pod => pod.Label(StatefulSetPods.RevisionLabel) == updateRevision);
        var complete = Rolls && updated == pods.Count && updated == Wanted.Count && ready == pods.Count;
        var current = complete ? updateRevision : CurrentRevision;
        return new JsonObject
        {
            ["observedGeneration"] = set.Integer("metadata", "generation") ?? 1,
            ["replicas"] = pods.Count,
            ["readyReplicas"] = ready,
            ["availableReplicas"] = pods.Values.Count(pod => Controllers.Pods.IsAvailable(pod, MinReady, now).Available),
            ["currentReplicas"] = live.Count(pod => pod.Label(StatefulSetPods.RevisionLabel) == current),
            ["updatedReplicas"] = updated,
            ["currentRevision"] = current,
            ["updateRevision"] = updateRevision,
            ["collisionCount"] = 0,
        };
    }

    private long MinReady => set.Integer("spec", "minReadySeconds") ?? 0;
}
