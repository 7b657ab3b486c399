using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>StatefulSets: ordinals, claims, revisions; OrderedReady and Parallel; RollingUpdate (with partition) and OnDelete.</summary>
internal sealed class StatefulSetController(Registry registry, TimeProvider time, ILogger logger) : Controller(registry, time, logger)
{
    private readonly StatefulSetRevisions _revisions = new(registry);

    protected override ResourceType Subject => KnownTypes.StatefulSets;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.Pods];

    protected override IEnumerable<Key> Affected(Change change) => Owners.KeyOfController(change.Event.Object, "StatefulSet");

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.StatefulSets.Key(key.Namespace, key.Name)) is not { } set)
        {
            return null;
        }

        if (set.IsDeleting())
        {
            return null;
        }

        var update = _revisions.Current(set);
        var state = new StatefulSetState(set, OwnPods(set), update);
        Scale(state);
        state = new StatefulSetState(set, OwnPods(set), update);
        WriteStatus(state);
        return state.WaitForAvailable(Time.GetUtcNow());
    }

    private Dictionary<int, JsonObject> OwnPods(JsonObject set)
    {
        var pods = new Dictionary<int, JsonObject>();
        foreach (var pod in Registry.List(KnownTypes.Pods, set.Namespace()).Items)
        {
            if (StatefulSetPods.Ordinal(set, pod) is not { } ordinal)
            {
                continue;
            }

            if (Owners.IsControlledBy(pod, set))
            {
                pods[ordinal] = pod;
            }
            else if (Owners.ControllerOf(pod) is null && !pod.IsDeleting() && Selectors.Matches(set.At("spec", "selector") as JsonObject, pod))
            {
                pods[ordinal] = Adopt(set, pod);
            }
        }

        return pods;
    }

    private JsonObject Adopt(JsonObject set, JsonObject pod) => Registry.Update(KnownTypes.Pods.Key(pod.Namespace(), pod.Name()), copy =>
    {
        var owners = copy.Metadata()["ownerReferences"] as JsonArray ?? [];
        owners.Add(Owners.Reference(set));
        copy.Metadata()["ownerReferences"] = owners.Parent is null ? owners : owners.DeepClone();
        return copy;
    });

    /// <summary>One step, or in Parallel mode all steps that may be done at once; the change it makes brings the next.</summary>
    private void Scale(StatefulSetState state)
    {
        foreach (var ordinal in state.Wanted)
        {
            Ensure(state, ordinal);
            if (state.OneByOne && !state.IsHealthy(ordinal))
            {
                return;
            }
        }

        foreach (var ordinal in state.Pods.Keys.Where(ordinal => !state.Wanted.Contains(ordinal)).OrderDescending().ToList())
        {
            Retire(state, ordinal);
            if (state.OneByOne)
            {
                return;
            }
        }

        Roll(state);
    }

    /// <summary>The ordinal has a pod that is not finished, and its claims.</summary>
    private void Ensure(StatefulSetState state, int ordinal)
    {
        var ns = state.Set.Namespace();
        if (state.Pods.TryGetValue(ordinal, out var pod))
        {
            if (Pods.IsFinished(pod) && !pod.IsDeleting())
            {
                Registry.Delete(KnownTypes.Pods.Key(ns, pod.Name()));
            }

            KeepClaims(state.Set, ordinal, create: false);
            return;
        }

        KeepClaims(state.Set, ordinal, create: true);

        var revision = state.RevisionFor(ordinal);
        var template = _revisions.Template(state.Set, revision) ?? (JsonObject)state.Set.Spec()!["template"]!;
        Registry.Create(KnownTypes.Pods, ns, StatefulSetPods.Pod(state.Set, template, ordinal, revision));
    }

    /// <summary>
    /// The claims of a wanted ordinal belong to the set when they are to go with it, and to nobody when not: also those of a set that was replaced by another,
    /// and those that were to go with a pod that has come back.
    /// </summary>
    private void KeepClaims(JsonObject set, int ordinal, bool create)
    {
        foreach (var claim in StatefulSetPods.Claims(set, ordinal))
        {
            var key = KnownTypes.PersistentVolumeClaims.Key(set.Namespace(), claim.Name());
            if (Registry.Get(key) is { } present)
            {
                if (!JsonNode.DeepEquals(present.At("metadata", "ownerReferences") ?? new JsonArray(), claim.At("metadata", "ownerReferences") ?? new JsonArray()))
                {
                    Registry.Update(key, copy =>
                    {
                        copy.Metadata()["ownerReferences"] = claim.At("metadata", "ownerReferences")?.DeepClone();
                        return copy;
                    });
                }
            }
            else if (create)
            {
                Registry.Create(KnownTypes.PersistentVolumeClaims, set.Namespace(), claim);
            }
        }
    }

    private void Retire(StatefulSetState state, int ordinal)
    {
        var pod = state.Pods[ordinal];
        if (pod.IsDeleting())
        {
            return;
        }

        var ns = state.Set.Namespace();
        if (state.Set.Text("spec", "persistentVolumeClaimRetentionPolicy", "whenScaled") == "Delete")
        {
            // The claim goes when the pod has gone: the pod becomes its owner.
            foreach (var claim in StatefulSetPods.Claims(state.Set, ordinal).Select(claim => KnownTypes.PersistentVolumeClaims.Key(ns, claim.Name())))
            {
                if (Registry.Get(claim) is not null)
                {
                    Registry.Update(claim, copy =>
                    {
                        copy.Metadata()["ownerReferences"] = new JsonArray(Owners.Reference(pod, controller: false));
                        return copy;
                    });
                }
            }
        }

        Registry.Delete(KnownTypes.Pods.Key(ns, pod.Name()));
    }

    /// <summary>RollingUpdate: from the highest ordinal down, one at a time, each waited for.</summary>
    private void Roll(StatefulSetState state)
    {
        if (!state.Rolls)
        {
            return;
        }

        foreach (var ordinal in state.Wanted.Where(ordinal => ordinal >= state.Partition).OrderDescending())
        {
            if (!state.Pods.TryGetValue(ordinal, out var pod) || pod.IsDeleting())
            {
                return;
            }

            if (pod.Label(StatefulSetPods.RevisionLabel) != state.UpdateRevision)
            {
                Registry.Delete(KnownTypes.Pods.Key(pod.Namespace(), pod.Name()));
                return;
            }

            if (!state.IsHealthy(ordinal))
            {
                return;
            }
        }
    }

    private void WriteStatus(StatefulSetState state) =>
        Registry.UpdateStatus(KnownTypes.StatefulSets.Key(state.Set.Namespace(), state.Set.Name()), copy =>
        {
            copy["status"] = state.Status(Time.GetUtcNow());
            return copy;
        });
}
