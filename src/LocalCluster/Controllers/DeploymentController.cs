using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Deployments: a ReplicaSet per template; RollingUpdate (surge, unavailable) and Recreate.</summary>
internal sealed class DeploymentController(Registry registry, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    private const string HashLabel = "pod-template-hash";
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    protected override ResourceType Subject => KnownTypes.Deployments;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.ReplicaSets];

    protected override IEnumerable<Key> Affected(Change change) => Owners.KeyOfController(change.Event.Object, "Deployment");

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.Deployments.Key(key.Namespace, key.Name)) is not { } deployment || deployment.IsDeleting())
        {
            return null;
        }

        var hash = TemplateHash.Of(deployment.Spec()!["template"]!);
        var sets = SetsOf(deployment);
        var found = sets.Find(set => set.Label(HashLabel) == hash);
        var current = found is null ? CreateSet(deployment, hash, sets) : Revise(deployment, found, sets);
        var old = SetsOf(deployment).Where(set => set.Uid() != current.Uid()).ToList();
        if (deployment.Flag("spec", "paused") != true)
        {
            Scale(deployment, current, old);
        }

        Prune(deployment, old);
        return WriteStatus(deployment, SetsOf(deployment), current.Uid());
    }

    private List<JsonObject> SetsOf(JsonObject deployment) =>
        [.. Registry.List(KnownTypes.ReplicaSets, deployment.Namespace()).Items.Where(set => Owners.IsControlledBy(set, deployment) && !set.IsDeleting())];

    private JsonObject CreateSet(JsonObject deployment, string hash, List<JsonObject> sets)
    {
        var template = (JsonObject)deployment.Spec()!["template"]!.DeepClone();
        var labels = template.Metadata()["labels"] as JsonObject ?? [];
        labels[HashLabel] = hash;
        var selector = (JsonObject)deployment.Spec()!["selector"]!.DeepClone();
        var matched = selector["matchLabels"] as JsonObject ?? [];
        matched[HashLabel] = hash;
        selector["matchLabels"] = matched.Parent is null ? matched : matched.DeepClone();
        var revision = sets.Select(RevisionOf).DefaultIfEmpty(0).Max() + 1;
        Annotate(KnownTypes.Deployments, deployment, revision, deployment);
        return Registry.Create(KnownTypes.ReplicaSets, deployment.Namespace(), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["labels"] = labels.DeepClone(),
                ["annotations"] = Annotations(deployment, revision),
                ["ownerReferences"] = new JsonArray(Owners.Reference(deployment)),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = 0,
                ["minReadySeconds"] = deployment.Integer("spec", "minReadySeconds") ?? 0,
                ["selector"] = selector,
                ["template"] = template,
            },
        });
    }

    /// <summary>The template in use is always the newest revision, also when it was used before (rollout undo).</summary>
    private JsonObject Revise(JsonObject deployment, JsonObject current, List<JsonObject> sets)
    {
        var newest = sets.Where(set => set.Uid() != current.Uid()).Select(RevisionOf).DefaultIfEmpty(0).Max() + 1;
        var revision = Math.Max(newest, RevisionOf(current));
        Annotate(KnownTypes.Deployments, deployment, revision, deployment);
        return Annotate(KnownTypes.ReplicaSets, current, revision, deployment);
    }

    private static int RevisionOf(JsonObject set) => int.TryParse(set.Annotation(RevisionAnnotation), out var number) ? number : 0;

    /// <summary>A set carries its deployment's annotations: among them the change's cause, which rollout history shows.</summary>
    private static JsonObject Annotations(JsonObject deployment, int revision)
    {
        var annotations = (deployment.At("metadata", "annotations") as JsonObject)?.DeepClone() as JsonObject ?? [];
        annotations.Remove("kubectl.kubernetes.io/last-applied-configuration");
        annotations[RevisionAnnotation] = revision.ToString();
        return annotations;
    }

    private JsonObject Annotate(ResourceType type, JsonObject obj, int revision, JsonObject deployment) =>
        Registry.Update(type.Key(obj.Namespace(), obj.Name()), copy =>
        {
            var annotations = (copy.At("metadata", "annotations") as JsonObject)?.DeepClone() as JsonObject ?? [];
            foreach (var (name, value) in type == KnownTypes.ReplicaSets ? Annotations(deployment, revision) : [])
            {
                annotations[name] = value?.DeepClone();
            }

            annotations[RevisionAnnotation] = revision.ToString();
            copy.Metadata()["annotations"] = annotations;
            return copy;
        });

    private void Scale(JsonObject deployment, JsonObject current, List<JsonObject> old)
    {
        var plan = RolloutPlan.For(deployment, current, old);
        Resize(current, plan.Current);
        foreach (var (set, size) in plan.Old)
        {
            Resize(set, size);
        }
    }

    private void Resize(JsonObject set, long size) =>
        Registry.Update(KnownTypes.ReplicaSets.Key(set.Namespace(), set.Name()), copy =>
        {
            copy.Spec()!["replicas"] = size;
            return copy;
        });

    private void Prune(JsonObject deployment, List<JsonObject> old)
    {
        var kept = (int)(deployment.Integer("spec", "revisionHistoryLimit") ?? 10);
        var empty = old.Where(set => set.Integer("spec", "replicas") == 0 && (set.Integer("status", "replicas") ?? 0) == 0)
            .OrderByDescending(RevisionOf);
        foreach (var set in empty.Skip(kept))
        {
            Registry.Delete(KnownTypes.ReplicaSets.Key(set.Namespace(), set.Name()));
        }
    }

    /// <summary>Returns when the progress deadline ends, if it runs.</summary>
    private TimeSpan? WriteStatus(JsonObject deployment, List<JsonObject> sets, string currentUid)
    {
        var now = Time.GetUtcNow();
        var written = Registry.UpdateStatus(KnownTypes.Deployments.Key(deployment.Namespace(), deployment.Name()), copy =>
        {
            copy["status"] = DeploymentStatus.Of(copy, sets, sets.Find(set => set.Uid() == currentUid), now);
            return copy;
        });
        return DeploymentProgress.Deadline(written) is { } deadline && deadline > now ? deadline - now + TimeSpan.FromMilliseconds(100) : null;
    }
}
