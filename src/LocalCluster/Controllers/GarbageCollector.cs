using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>
/// Deletes what has lost all its owners, and finishes foreground and orphaning deletions. It looks at all objects of all
/// kinds, custom ones included; there are few enough to be searched.
/// </summary>
internal sealed partial class GarbageCollector(Registry registry, ILogger logger)
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";
    private readonly ConcurrentDictionary<ResourceType, bool> _watched = new();
    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>();

    public async Task RunAsync(CancellationToken ct)
    {
        WatchNewKinds(ct);
        await foreach (var change in _changes.Reader.ReadAllAsync(ct))
        {
            try
            {
                Handle(change);
            }
            catch (StatusException e)
            {
                // Changed in between; the change that did it comes here as well.
                Refused(logger, change.Event.Object.Namespace() ?? "", change.Event.Object.Name(), e.Message);
            }

            if (change.Type == KnownTypes.CustomResourceDefinitions)
            {
                WatchNewKinds(ct);
            }
        }
    }

    private void WatchNewKinds(CancellationToken ct)
    {
        foreach (var type in registry.Types.All.DistinctBy(type => type.QualifiedPlural).Where(type => type != KnownTypes.Events))
        {
            if (_watched.TryAdd(type, true))
            {
                _ = WatchAsync(type, ct);
            }
        }
    }

    private async Task WatchAsync(ResourceType type, CancellationToken ct)
    {
        await foreach (var change in Changes.OfAsync(registry, type, ct))
        {
            await _changes.Writer.WriteAsync(change, ct);
        }
    }

    private void Handle(Change change)
    {
        var obj = change.Event.Object;
        if (change.Event.Type == StoreEventType.Deleted)
        {
            foreach (var (type, dependent) in DependentsOf(obj.Uid()))
            {
                Collect(type, dependent);
            }

            FinishOwnersOf(obj);
            return;
        }

        if (obj.IsDeleting())
        {
            FinishDeletion(change.Type, obj);
        }
        else if (Owners.Of(obj).Any())
        {
            Collect(change.Type, obj);
        }
    }

    /// <summary>Deletes the object when none of its owners exists; takes off references to those that do not.</summary>
    private void Collect(ResourceType type, JsonObject obj)
    {
        var key = type.Key(obj.Namespace(), obj.Name());
        if (registry.Get(key) is not { } current || current.Uid() != obj.Uid() || current.IsDeleting())
        {
            return;
        }

        var owners = Owners.Of(current).ToList();
        var gone = owners.Where(owner => Find(owner, current.Namespace()) is null).Select(owner => owner.Text("uid")).ToHashSet();
        if (gone.Count == 0)
        {
            // An owner that waits for its dependents in the foreground takes them along.
            if (owners.Any(owner => Find(owner, current.Namespace()) is { } found && found.IsDeleting() && found.Finalizers().Contains(Foreground)))
            {
                registry.Delete(key, new DeleteOptions { PreconditionUid = current.Uid(), Propagation = Propagation.Foreground });
            }

            return;
        }

        if (gone.Count == owners.Count)
        {
            registry.Delete(key, new DeleteOptions { PreconditionUid = current.Uid(), Propagation = Propagation.Background });
            return;
        }

        DropReferences(key, gone);
    }

    private void FinishDeletion(ResourceType type, JsonObject obj)
    {
        var key = type.Key(obj.Namespace(), obj.Name());
        if (obj.Finalizers().Contains(Orphan))
        {
            foreach (var (dependentType, dependent) in DependentsOf(obj.Uid()))
            {
                DropReferences(dependentType.Key(dependent.Namespace(), dependent.Name()), [obj.Uid()]);
            }

            RemoveFinalizer(key, obj, Orphan);
        }
        else if (obj.Finalizers().Contains(Foreground))
        {
            var dependents = DependentsOf(obj.Uid());
            foreach (var (dependentType, dependent) in dependents)
            {
                Collect(dependentType, dependent);
            }

            if (!DependentsOf(obj.Uid()).Any(entry => Owners.Of(entry.Object).Any(owner => owner.Text("uid") == obj.Uid() && owner.Flag("blockOwnerDeletion") == true)))
            {
                RemoveFinalizer(key, obj, Foreground);
            }
        }
    }

    private void FinishOwnersOf(JsonObject obj)
    {
        foreach (var reference in Owners.Of(obj))
        {
            if (Find(reference, obj.Namespace()) is { } owner && owner.IsDeleting() && TypeOf(reference) is { } type)
            {
                FinishDeletion(type, owner);
            }
        }
    }

    private void RemoveFinalizer(ObjectKey key, JsonObject obj, string finalizer)
    {
        if (registry.Get(key)?.Uid() == obj.Uid())
        {
            registry.Update(key, copy =>
            {
                copy.Metadata()["finalizers"] = new JsonArray([.. copy.Finalizers().Where(name => name != finalizer).Select(name => (JsonNode)name)]);
                return copy;
            });
        }
    }

    private void DropReferences(ObjectKey key, HashSet<string?> uids) => registry.Update(key, copy =>
    {
        copy.Metadata()["ownerReferences"] = new JsonArray(
            [.. Owners.Of(copy).Where(owner => !uids.Contains(owner.Text("uid"))).Select(owner => owner.DeepClone())]);
        return copy;
    });

    private List<(ResourceType Type, JsonObject Object)> DependentsOf(string uid) =>
    [
        .. registry.Types.All.DistinctBy(type => type.QualifiedPlural).SelectMany(type => registry.List(type).Items
            .Where(item => Owners.Of(item).Any(owner => owner.Text("uid") == uid)).Select(item => (type, item))),
    ];

    private ResourceType? TypeOf(JsonObject reference) =>
        registry.Types.FindKind(reference.Text("apiVersion") ?? "", reference.Text("kind") ?? "");

    /// <summary>The owner a reference names, if it is still the same one.</summary>
    private JsonObject? Find(JsonObject reference, string? ns) =>
        TypeOf(reference) is { } type && registry.Get(type.Key(ns, reference.Text("name") ?? "")) is { } owner && owner.Uid() == reference.Text("uid") ? owner : null;
}
