using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

/// <summary>Keeps metadata.managedFields true: who wrote which field last, and who applies it.</summary>
internal sealed class FieldOwnership(Registry registry, TimeProvider time)
{
    public FieldShape SchemaOf(ResourceType type) => type.IsCustom ? new SchemaShape(registry.CustomKinds.SchemaOf(type), isRoot: true) : BuiltInShape.Root;

    /// <summary>After a create, PUT or patch: what it changed is the manager's now and nobody else's.</summary>
    public void RecordUpdate(ResourceType type, JsonObject? old, JsonObject now, string manager, string subresource)
    {
        var shape = SchemaOf(type);
        var difference = old is null
            ? new FieldDifference(ManagedFields.FieldsOf(now, shape), new FieldSet())
            : ManagedFields.Between(old, now, shape);
        if (difference.Changed.IsEmpty && difference.Removed.IsEmpty)
        {
            return;
        }

        var owner = new Owner(manager, Owner.Update, type.ApiVersion, subresource);
        var entries = ManagedFields.Read(now);
        var mine = entries.Find(entry => entry.Owner == owner)?.Fields ?? new FieldSet();
        var lost = difference.Changed.Union(difference.Removed);
        var others = entries.Where(entry => entry.Owner != owner).Select(entry => entry with { Fields = entry.Fields.Minus(lost) });
        ManagedFields.Write(now, [.. others, new OwnedFields(owner, mine.Union(difference.Changed).Minus(difference.Removed), Now())]);
    }

    /// <summary>After an apply: the manager has exactly what it applied; what it took by force the others have no more.</summary>
    public void RecordApply(JsonObject now, Owner owner, FieldSet applied, FieldSet taken)
    {
        var entries = ManagedFields.Read(now);
        var before = entries.Find(entry => entry.Owner == owner);
        var unchanged = before is not null && JsonNode.DeepEquals(before.Fields.ToJson(), applied.ToJson());
        var mine = unchanged ? before! : new OwnedFields(owner, applied, Now());
        var index = before is null ? entries.Count : entries.IndexOf(before);
        var others = entries.Where(entry => entry.Owner != owner).Select(entry => entry with { Fields = entry.Fields.Minus(taken) }).ToList();
        others.Insert(Math.Min(index, others.Count), mine);
        ManagedFields.Write(now, others);
    }

    private string Now() => Timestamps.Seconds(time.GetUtcNow());
}
