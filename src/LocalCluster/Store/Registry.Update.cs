using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store;

public sealed partial class Registry
{
    /// <summary>
    /// Changes everything but status. <paramref name="change"/> gets a private copy and returns the new object, or null for no change.
    /// Where the result carries another resourceVersion or uid than what is stored, that is a 409. No difference is no write.
    /// When the last finalizer of a deleted object goes, the object goes; the returned object is then its last state.
    /// </summary>
    public JsonObject Update(ObjectKey key, Func<JsonObject, JsonObject?> change) => Update(key, change, WriteContext.Plain);

    /// <summary>Changes status only; everything else in the result is ignored.</summary>
    public JsonObject UpdateStatus(ObjectKey key, Func<JsonObject, JsonObject?> change) => UpdateStatus(key, change, WriteContext.Plain);

    internal JsonObject Update(ObjectKey key, Func<JsonObject, JsonObject?> change, WriteContext context) => Write(key, change, context, (type, old, changed) =>
    {
        KeepWhatTheServerOwns(old, changed);
        if (type.HasStatus)
        {
            Restore(changed, old, "status");
        }

        Admit(type, old, changed);
        if (type.HasGeneration && DiffersInSpec(type, old, changed))
        {
            changed.Metadata()["generation"] = (old.Integer("metadata", "generation") ?? 0) + 1;
        }
    });

    internal JsonObject UpdateStatus(ObjectKey key, Func<JsonObject, JsonObject?> change, WriteContext context) => Write(key, change, context, (type, old, changed) =>
    {
        var status = changed["status"];
        changed.Remove("status");
        foreach (var name in changed.Select(member => member.Key).ToList())
        {
            changed.Remove(name);
        }

        foreach (var (name, member) in old)
        {
            if (name != "status")
            {
                changed[name] = member?.DeepClone();
            }
        }

        changed["status"] = status;
        if (type.IsCustom)
        {
            var problems = new List<FieldProblem>();
            _customKinds.Admit(type, old, changed, problems);
            if (problems.Count > 0)
            {
                throw StatusException.Invalid(type, old.Name(), problems);
            }
        }
    });

    private JsonObject Write(ObjectKey key, Func<JsonObject, JsonObject?> change, WriteContext context, Action<ResourceType, JsonObject, JsonObject> admit) => _store.Atomically(() =>
    {
        var old = _store.Get(key) ?? throw StatusException.NotFound(key);
        var changed = change((JsonObject)old.DeepClone());
        if (changed is null)
        {
            return old;
        }

        CheckPreconditions(key, old, changed.Metadata().Text("uid"), changed.Metadata().Text("resourceVersion"));
        changed = Canonical.Copy(changed);
        admit(key.Type, old, changed);
        changed.Metadata()["resourceVersion"] = old.ResourceVersion();
        changed = Canonical.Copy(changed);
        context.Finish?.Invoke(old, changed);
        if (context.DryRun)
        {
            return Canonical.Copy(changed);
        }

        var stored = _store.Update(key, _ => changed);
        return AfterUpdate(key, old, stored);
    });

    private JsonObject AfterUpdate(ObjectKey key, JsonObject old, JsonObject stored)
    {
        if (stored.IsDeleting() && !stored.Finalizers().Any() && IsFreeToGo(key, stored))
        {
            return Remove(key) ?? stored;
        }

        if (key.Type == KnownTypes.CustomResourceDefinitions && !JsonNode.DeepEquals(old["spec"], stored["spec"]))
        {
            ServeCustomKind(key, stored);
            return _store.Get(key) ?? stored;
        }

        return stored;
    }

    private static void KeepWhatTheServerOwns(JsonObject old, JsonObject changed)
    {
        changed["apiVersion"] = old["apiVersion"]?.DeepClone();
        changed["kind"] = old["kind"]?.DeepClone();
        foreach (var name in (ReadOnlySpan<string>)
            ["name", "namespace", "uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "generateName"])
        {
            Restore(changed.Metadata(), old.Metadata(), name);
        }
    }

    private static void Restore(JsonObject target, JsonObject source, string name)
    {
        if (source[name] is { } value)
        {
            target[name] = value.DeepClone();
        }
        else
        {
            target.Remove(name);
        }
    }

    private static bool DiffersInSpec(ResourceType type, JsonObject old, JsonObject changed)
    {
        var names = old.Select(member => member.Key).Union(changed.Select(member => member.Key));
        return names.Any(name => name != "metadata" && !(name == "status" && type.HasStatus) && !JsonNode.DeepEquals(old[name], changed[name]));
    }

    private static void CheckPreconditions(ObjectKey key, JsonObject current, string? uid, string? resourceVersion)
    {
        if (uid is { Length: > 0 } && uid != current.Uid())
        {
            throw StatusException.Conflict(key, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid()}");
        }

        if (resourceVersion is { Length: > 0 } && resourceVersion != current.ResourceVersion())
        {
            throw StatusException.Modified(key);
        }
    }
}
