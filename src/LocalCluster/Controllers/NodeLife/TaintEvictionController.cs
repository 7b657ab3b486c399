using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Controllers.Scheduling;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers.NodeLife;

/// <summary>
/// Deletes pods from nodes with a NoExecute taint when their toleration (for a node that is gone: five minutes) ends.
/// On a node that is gone they stay Terminating, since nobody there ends them, until it is back or is said to be out of service.
/// </summary>
internal sealed class TaintEvictionController(Registry registry, TimeProvider time, ILogger logger, ObjectEvents events) : Controller(registry, time, logger)
{
    private const string OutOfService = "node.kubernetes.io/out-of-service";

    protected override ResourceType Subject => KnownTypes.Pods;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Nodes];

    protected override IEnumerable<Key> Affected(Change change) =>
        JsonNode.DeepEquals(change.Event.Object.At("spec", "taints"), change.Event.Old.At("spec", "taints"))
            ? []
            : Registry.List(KnownTypes.Pods).Items.Where(pod => pod.Text("spec", "nodeName") == change.Event.Object.Name())
                .Select(pod => new Key(pod.Namespace()!, pod.Name()));

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.Pods.Key(key.Namespace, key.Name)) is not { } pod || pod.Text("spec", "nodeName") is not { Length: > 0 } name
            || Registry.Get(KnownTypes.Nodes.Key(null, name)) is not { } node)
        {
            return null;
        }

        var taints = Taints.Of(node).Where(taint => taint.Text("effect") == Taints.NoExecute).ToList();
        if (pod.IsDeleting())
        {
            if (taints.Exists(taint => taint.Text("key") == OutOfService) && !Pods.HasCondition(node, "Ready"))
            {
                Registry.Delete(KnownTypes.Pods.Key(key.Namespace, key.Name), new DeleteOptions { GracePeriodSeconds = 0, PreconditionUid = pod.Uid() });
            }

            return null;
        }

        return taints.Select(taint => Left(pod, taint)).OfType<TimeSpan>().Order().Cast<TimeSpan?>().FirstOrDefault() switch
        {
            null => null,
            { } left when left > TimeSpan.Zero => left + TimeSpan.FromMilliseconds(10),
            _ => Evict(pod),
        };
    }

    /// <summary>How long the pod may stay; null: for ever.</summary>
    private TimeSpan? Left(JsonObject pod, JsonObject taint)
    {
        if (Taints.Toleration(pod, taint) is not { } toleration)
        {
            return TimeSpan.Zero;
        }

        var since = Timestamps.Parse(taint.Text("timeAdded")) ?? Time.GetUtcNow();
        return toleration.Integer("tolerationSeconds") is { } seconds ? since + TimeSpan.FromSeconds(seconds) - Time.GetUtcNow() : null;
    }

    private TimeSpan? Evict(JsonObject pod)
    {
        events.Record(pod, "Normal", "TaintManagerEviction", $"Marking for deletion Pod {pod.Namespace()}/{pod.Name()}", "taint-eviction-controller");
        Registry.Delete(KnownTypes.Pods.Key(pod.Namespace(), pod.Name()), new DeleteOptions { PreconditionUid = pod.Uid() });
        return null;
    }
}
