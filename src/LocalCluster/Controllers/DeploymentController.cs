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
        var current = sets.Find(set => set.Label(HashLabel) == hash) ?? CreateSet(deployment, hash, sets);
        var old = SetsOf(deployment).Where(set => set.Uid() != current.Uid()).ToList();
        if (deployment.Flag("spec", "paused") != true)
        {
            Scale(deployment, current, old);
        }

        Prune(deployment, old);
        WriteStatus(deployment, SetsOf(deployment), current.Uid());
        return null;
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
        var revision = sets.Select(set => int.TryParse(set.Annotation(RevisionAnnotation), out var number) ? number : 0).DefaultIfEmpty(0).Max() + 1;
        Annotate(deployment, revision);
        return Registry.Create(KnownTypes.ReplicaSets, deployment.Namespace(), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["labels"] = labels.DeepClone(),
                ["annotations"] = new JsonObject { [RevisionAnnotation] = revision.ToString() },
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

    private void Annotate(JsonObject deployment, int revision) =>
        Registry.Update(KnownTypes.Deployments.Key(deployment.Namespace(), deployment.Name()), copy =>
        {
            var annotations = copy.Metadata()["annotations"] as JsonObject ?? [];
            annotations[RevisionAnnotation] = revision.ToString();
            copy.Metadata()["annotations"] = annotations.Parent is null ? annotations : annotations.DeepClone();
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
            .OrderByDescending(set => int.TryParse(set.Annotation(RevisionAnnotation), out var number) ? number : 0);
        foreach (var set in empty.Skip(kept))
        {
            Registry.Delete(KnownTypes.ReplicaSets.Key(set.Namespace(), set.Name()));
        }
    }

    private void WriteStatus(JsonObject deployment, List<JsonObject> sets, string currentUid) =>
        Registry.UpdateStatus(KnownTypes.Deployments.Key(deployment.Namespace(), deployment.Name()), copy =>
        {
            copy["status"] = DeploymentStatus.Of(deployment, sets, sets.Find(set => set.Uid() == currentUid), Timestamps.Seconds(Time.GetUtcNow()));
            return copy;
        });
}
