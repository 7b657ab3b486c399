using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

/// <summary>Puts what is applied over what is there, list items by their keys; and takes out again what is no longer applied.</summary>
internal static class AppliedMerge
{
    public static JsonNode? Merge(JsonNode? live, JsonNode? applied, FieldShape shape)
    {
        if (live is JsonObject members && applied is JsonObject given && !shape.IsAtomicObject)
        {
            var merged = (JsonObject)members.DeepClone();
            foreach (var (name, value) in given)
            {
                merged[name] = Merge(members[name], value, shape.Member(name));
            }

            return merged;
        }

        if (live is JsonArray items && applied is JsonArray wanted && shape.ListKind != ListKind.Atomic)
        {
            return MergeLists(items, wanted, shape);
        }

        return applied?.DeepClone();
    }

    /// <summary>Removes <paramref name="gone"/>; an item goes as a whole unless somebody else (<paramref name="kept"/>) has a field of it.</summary>
    public static void Prune(JsonNode? node, FieldSet gone, FieldSet kept, FieldShape shape)
    {
        if (node is JsonObject members)
        {
            foreach (var (step, child) in gone.Children.Where(child => child.Key.StartsWith("f:", StringComparison.Ordinal)))
            {
                PruneMember(members, step, child, kept, shape);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var (step, child) in gone.Children)
            {
                PruneItem(items, step, child, kept, shape);
            }
        }
    }

    private static void PruneMember(JsonObject members, string step, FieldSet gone, FieldSet kept, FieldShape shape)
    {
        var name = step[2..];
        var keptBelow = kept.Children.GetValueOrDefault(step) ?? new FieldSet();
        if (gone.IsMember && keptBelow.IsEmpty)
        {
            members.Remove(name);
            return;
        }

        Prune(members[name], gone, keptBelow, shape.Member(name));
        if (members[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
        {
            members.Remove(name);
        }
    }

    private static void PruneItem(JsonArray items, string step, FieldSet gone, FieldSet kept, FieldShape shape)
    {
        var item = items.FirstOrDefault(candidate => shape.ItemName(candidate) == step);
        var keptBelow = kept.Children.GetValueOrDefault(step) ?? new FieldSet();
        if (gone.IsMember && keptBelow.IsEmpty)
        {
            items.Remove(item);
        }
        else
        {
            Prune(item, gone, keptBelow, shape.Item);
        }
    }

    /// <summary>Applied items in the order they are applied in, the others where they were.</summary>
    private static JsonArray MergeLists(JsonArray live, JsonArray applied, FieldShape shape)
    {
        var wanted = applied.Select(item => (Name: shape.ItemName(item) ?? "", Item: item)).ToList();
        var present = live.Select(item => (Name: shape.ItemName(item) ?? "", Item: item)).ToList();
        var merged = new JsonArray();
        var next = 0;
        foreach (var (name, item) in present)
        {
            if (!wanted.Exists(entry => entry.Name == name))
            {
                merged.Add(item?.DeepClone());
            }
            else if (next < wanted.Count)
            {
                AddNext();
            }
        }

        while (next < wanted.Count)
        {
            AddNext();
        }

        return merged;

        void AddNext()
        {
            var (name, item) = wanted[next++];
            var there = present.Find(entry => entry.Name == name);
            merged.Add(shape.ListKind == ListKind.Set || there.Item is null ? item?.DeepClone() : Merge(there.Item, item, shape.Item));
        }
    }
}
