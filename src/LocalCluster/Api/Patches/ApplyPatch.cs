using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Patches.Ownership;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Patches;

/// <summary>
/// Server-side apply: the manager says all that it wants to own. Fields it no longer names go, unless somebody else owns them too;
/// a field of somebody else's that it wants with another value is a conflict, unless forced.
/// </summary>
internal sealed class ApplyPatch
{
    private readonly FieldShape _shape;
    private readonly JsonObject _applied;
    private readonly Owner _owner;
    private readonly bool _force;
    private FieldSet _taken = new();

    public ApplyPatch(FieldShape shape, JsonObject applied, string manager, bool force, string subresource, string apiVersion)
    {
        _shape = shape;
        _applied = Applicable(applied, subresource);
        _owner = new Owner(manager, Owner.Apply, apiVersion, subresource);
        _force = force;
    }

    public JsonObject AsNew() => (JsonObject)_applied.DeepClone();

    /// <summary>Throws Conflict (409) with a cause per field.</summary>
    public JsonObject Onto(JsonObject current)
    {
        var wanted = ManagedFields.FieldsOf(_applied, _shape);
        var entries = ManagedFields.Read(current);
        var others = entries.Where(entry => entry.Owner != _owner).ToList();
        var kept = others.Aggregate(new FieldSet(), (all, entry) => all.Union(entry.Fields));
        var before = entries.Find(entry => entry.Owner == _owner)?.Fields ?? new FieldSet();

        var merged = (JsonObject)AppliedMerge.Merge(current, _applied, _shape)!;
        AppliedMerge.Prune(merged, before.Minus(wanted).Minus(kept), kept, _shape);
        _taken = ManagedFields.Between(current, merged, _shape).Changed.Intersect(wanted).Intersect(kept);
        if (!_taken.IsEmpty && !_force)
        {
            throw Conflict(others);
        }

        return merged;
    }

    /// <summary>What the write ends with: the ownership record of the object as it is stored.</summary>
    public Action<JsonObject?, JsonObject> Finish(FieldOwnership ownership) => (_, now) =>
    {
        // A field that the schema pruned is nobody's.
        var wanted = ManagedFields.FieldsOf(_applied, _shape).Intersect(ManagedFields.FieldsOf(now, _shape));
        ownership.RecordApply(now, _owner, wanted, _taken);
    };

    private static JsonObject Applicable(JsonObject applied, string subresource)
    {
        var copy = (JsonObject)applied.DeepClone();
        if ((copy["metadata"] as JsonObject)?["managedFields"] is JsonArray { Count: > 0 })
        {
            throw StatusException.BadRequest("metadata.managedFields must be nil");
        }

        (copy["metadata"] as JsonObject)?.Remove("managedFields");
        if (subresource.Length == 0)
        {
            copy.Remove("status");
            return copy;
        }

        // On the status subresource nothing but status (and the identity) is applied.
        foreach (var name in copy.Select(member => member.Key).Where(name => name is not ("apiVersion" or "kind" or "metadata" or "status")).ToList())
        {
            copy.Remove(name);
        }

        copy["metadata"] = new JsonObject(((copy["metadata"] as JsonObject) ?? []).Where(member => member.Key is "name" or "namespace" or "resourceVersion" or "uid")
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        return copy;
    }

    private StatusException Conflict(List<OwnedFields> others)
    {
        var causes = others
            .SelectMany(other => other.Fields.Intersect(_taken).Paths().Select(path => (Other: other.Owner, Path: path)))
            .ToList();
        var details = new JsonObject
        {
            ["causes"] = new JsonArray([.. causes.Select(cause => new JsonObject
            {
                ["reason"] = "FieldManagerConflict",
                ["message"] = $"conflict with {Describe(cause.Other)}",
                ["field"] = cause.Path,
            })]),
        };
        var listed = causes.Count == 1
            ? $"conflict with {Describe(causes[0].Other)}: {causes[0].Path}"
            : string.Join('\n', causes.GroupBy(cause => cause.Other).Select(group => $"conflicts with {Describe(group.Key)}:\n" + string.Join('\n', group.Select(cause => $"- {cause.Path}"))));
        return new(409, "Conflict", $"Apply failed with {causes.Count} conflict{(causes.Count == 1 ? "" : "s")}: {listed}", details);
    }

    private static string Describe(Owner owner) =>
        $"\"{owner.Manager}\"{(owner.Subresource.Length > 0 ? $" with subresource \"{owner.Subresource}\"" : "")} using {owner.ApiVersion}";
}
