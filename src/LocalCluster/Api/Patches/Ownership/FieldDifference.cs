using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

/// <summary>What differs between two versions of an object: fields that came or have another value, and fields that went.</summary>
internal sealed record FieldDifference(FieldSet Changed, FieldSet Removed)
{
    private static readonly FieldSet None = new();

    public static FieldDifference Between(JsonNode? old, JsonNode? now, FieldShape shape)
    {
        if (JsonNode.DeepEquals(old, now))
        {
            return new(None, None);
        }

        if (old is JsonObject { Count: > 0 } oldMembers && now is JsonObject { Count: > 0 } nowMembers && !shape.IsAtomicObject)
        {
            return Collect(oldMembers.Select(m => m.Key).Union(nowMembers.Select(m => m.Key)), name => (
                "f:" + name, oldMembers.ContainsKey(name), nowMembers.ContainsKey(name), oldMembers[name], nowMembers[name], shape.Member(name)), isItem: false);
        }

        if (old is JsonArray { Count: > 0 } oldItems && now is JsonArray { Count: > 0 } nowItems && shape.ListKind != ListKind.Atomic)
        {
            var before = ByName(oldItems, shape);
            var after = ByName(nowItems, shape);
            return Collect(before.Keys.Union(after.Keys), name => (
                name, before.ContainsKey(name), after.ContainsKey(name), before.GetValueOrDefault(name), after.GetValueOrDefault(name), shape.Item), shape.ListKind == ListKind.Map);
        }

        return old is JsonObject && now is JsonObject or null || old is JsonArray && now is JsonArray or null
            ? new(now is null ? None : FieldSet.Of(now, shape), FieldSet.Of(old, shape).Minus(now is null ? None : FieldSet.Of(now, shape)))
            : new(FieldSet.Of(now, shape), None);
    }

    private static FieldDifference Collect(
        IEnumerable<string> names, Func<string, (string Step, bool InOld, bool InNow, JsonNode? Old, JsonNode? Now, FieldShape Shape)> look, bool isItem)
    {
        var (changed, removed) = (None, None);
        foreach (var name in names)
        {
            var (step, inOld, inNow, old, now, shape) = look(name);
            if (!inOld)
            {
                changed = changed.Union(FieldSet.Under(step, FieldSet.Of(now, shape, isItem)));
            }
            else if (!inNow)
            {
                removed = removed.Union(FieldSet.Under(step, FieldSet.Of(old, shape, isItem)));
            }
            else
            {
                var inner = Between(old, now, shape);
                changed = changed.Union(FieldSet.Under(step, inner.Changed));
                removed = removed.Union(FieldSet.Under(step, inner.Removed));
            }
        }

        return new(changed, removed);
    }

    private static Dictionary<string, JsonNode?> ByName(JsonArray items, FieldShape shape)
    {
        var byName = new Dictionary<string, JsonNode?>();
        foreach (var item in items)
        {
            byName[shape.ItemName(item) ?? ""] = item;
        }

        return byName;
    }
}
