using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store.Admission;

namespace RedisOperator.LocalCluster.Store;

public sealed partial class Registry
{
    private const string DefinitionCleanup = "customresourcecleanup.apiextensions.k8s.io";

    /// <summary>
    /// Deletes, or starts to: an object with finalizers, a running pod, a namespace with content only gets its deletionTimestamp.
    /// Foreground and Orphan put the finalizers on that the garbage collector takes off. Throws NotFound.
    /// Returns the object as it is afterwards (deletionTimestamp set) or as it last was (gone: <see cref="Get"/> says null).
    /// The node agent ends a pod by deleting it with grace 0.
    /// </summary>
    public JsonObject Delete(ObjectKey key, DeleteOptions? options = null) => _store.Atomically(() =>
    {
        options ??= new DeleteOptions();
        var current = _store.Get(key) ?? throw StatusException.NotFound(key);
        CheckPreconditions(key, current, options.PreconditionUid, options.PreconditionResourceVersion);
        if (options.DryRun)
        {
            return current;
        }

        var goal = Mark(key, (JsonObject)current.DeepClone(), options);
        if (!goal.Finalizers().Any() && key.Type != KnownTypes.Namespaces && IsFreeToGo(key, goal))
        {
            // Nothing to wait for: watchers see one deletion, not a change before it.
            return Remove(key)!;
        }

        var marked = _store.Update(key, _ => goal);
        if (key.Type == KnownTypes.Namespaces)
        {
            EmptyNamespace(key.Name);
        }
        else if (key.Type == KnownTypes.CustomResourceDefinitions)
        {
            DeleteCustomResources(marked);
        }

        var present = _store.Get(key);
        if (present is null)
        {
            return marked;
        }

        return !present.Finalizers().Any() && IsFreeToGo(key, present) ? Remove(key)! : present;
    });

    private JsonObject Mark(ObjectKey key, JsonObject obj, DeleteOptions options)
    {
        var metadata = obj.Metadata();
        var grace = key.Type == KnownTypes.Pods ? PodGrace.Seconds(obj, options) : 0;
        if (!obj.IsDeleting())
        {
            AddFinalizers(key, metadata, options);
            metadata["deletionTimestamp"] = Timestamps.Seconds(_time.GetUtcNow().AddSeconds(grace));
            metadata["deletionGracePeriodSeconds"] = grace;
        }
        else if (grace < (metadata.Integer("deletionGracePeriodSeconds") ?? 0))
        {
            metadata["deletionTimestamp"] = Timestamps.Seconds(_time.GetUtcNow().AddSeconds(grace));
            metadata["deletionGracePeriodSeconds"] = grace;
        }

        if (key.Type == KnownTypes.Namespaces)
        {
            obj["status"] = new JsonObject { ["phase"] = "Terminating" };
        }

        return obj;
    }

    private static void AddFinalizers(ObjectKey key, JsonObject metadata, DeleteOptions options)
    {
        var added = options.Propagation switch
        {
            Propagation.Foreground => "foregroundDeletion",
            Propagation.Orphan => "orphan",
            _ => key.Type == KnownTypes.CustomResourceDefinitions ? DefinitionCleanup : null,
        };
        if (added is not null)
        {
            var finalizers = metadata["finalizers"] as JsonArray ?? [];
            finalizers.Add(added);
            metadata["finalizers"] = finalizers.Parent is null ? finalizers : finalizers.DeepClone();
        }
    }

    private bool IsFreeToGo(ObjectKey key, JsonObject obj)
    {
        if (key.Type == KnownTypes.Pods)
        {
            return obj.Integer("metadata", "deletionGracePeriodSeconds") is null or 0;
        }

        return key.Type != KnownTypes.Namespaces || IsEmpty(key.Name);
    }

    private JsonObject? Remove(ObjectKey key)
    {
        var last = _store.Remove(key);
        if (last is null)
        {
            return null;
        }

        if (key.Type == KnownTypes.CustomResourceDefinitions)
        {
            _customKinds.Drop(last);
            Types.Replace(last.Text("spec", "group") ?? "", last.Text("spec", "names", "plural") ?? "", []);
        }

        FinishDefinitionOf(key.Type);
        FinishNamespaceOf(key);
        return last;
    }

    private void EmptyNamespace(string ns)
    {
        foreach (var type in NamespacedTypes())
        {
            foreach (var item in _store.List(type, ns).Items)
            {
                if (_store.Get(type.Key(ns, item.Name())) is not null)
                {
                    Delete(type.Key(ns, item.Name()));
                }
            }
        }
    }

    private bool IsEmpty(string ns) => NamespacedTypes().All(type => _store.List(type, ns).Items.Count == 0);

    private IEnumerable<ResourceType> NamespacedTypes() => Types.All.Where(type => type.Namespaced).DistinctBy(type => type.QualifiedPlural);

    /// <summary>The last object of a namespace that is being deleted takes the namespace with it.</summary>
    private void FinishNamespaceOf(ObjectKey key)
    {
        if (key.Namespace is null)
        {
            return;
        }

        var home = KnownTypes.Namespaces.Key(null, key.Namespace);
        if (_store.Get(home) is { } ns && ns.IsDeleting() && !ns.Finalizers().Any() && IsEmpty(key.Namespace))
        {
            _store.Remove(home);
        }
    }

    private void DeleteCustomResources(JsonObject definition)
    {
        foreach (var type in CustomKinds.TypesOf(definition).DistinctBy(type => type.QualifiedPlural))
        {
            foreach (var item in _store.List(type).Items)
            {
                Delete(type.Key(item.Namespace(), item.Name()));
            }

            FinishDefinitionOf(type);
        }
    }

    /// <summary>The last object of a kind whose definition is being deleted takes the definition with it.</summary>
    private void FinishDefinitionOf(ResourceType type)
    {
        if (!type.IsCustom || _store.List(type).Items.Count > 0)
        {
            return;
        }

        var key = KnownTypes.CustomResourceDefinitions.Key(null, type.QualifiedPlural);
        if (_store.Get(key) is not { } definition || !definition.IsDeleting() || !definition.Finalizers().Contains(DefinitionCleanup))
        {
            return;
        }

        var left = _store.Update(key, obj =>
        {
            obj.Metadata()["finalizers"] = new JsonArray([.. obj.Finalizers().Where(name => name != DefinitionCleanup).Select(name => JsonValue.Create(name))]);
            return obj;
        });
        if (!left.Finalizers().Any())
        {
            Remove(key);
        }
    }
}
