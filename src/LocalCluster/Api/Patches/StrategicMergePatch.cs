using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Patches;

/// <summary>Kubernetes' own patch for built-in kinds: lists merge by key, $patch deletes or replaces, $setElementOrder orders, $retainKeys keeps.</summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string OrderPrefix = "$setElementOrder/";
    private const string DeletePrefix = "$deleteFromPrimitiveList/";
    private const string RetainKeys = "$retainKeys";

    public static JsonObject Apply(JsonObject target, JsonObject patch) => Merge(target, patch, inContainer: false);

    private static JsonObject Merge(JsonObject target, JsonObject patch, bool inContainer)
    {
        if (patch.Text(Directive) == "replace")
        {
            return Clean(patch);
        }

        Retain(target, patch);
        foreach (var (name, value) in patch)
        {
            if (!name.StartsWith('$'))
            {
                MergeMember(target, name, value, inContainer);
            }
        }

        foreach (var (name, value) in patch.Where(member => member.Key.StartsWith(DeletePrefix, StringComparison.Ordinal)))
        {
            DeleteValues(target, name[DeletePrefix.Length..], value as JsonArray ?? []);
        }

        foreach (var (name, value) in patch.Where(member => member.Key.StartsWith(OrderPrefix, StringComparison.Ordinal)))
        {
            Order(target, name[OrderPrefix.Length..], value as JsonArray ?? [], inContainer);
        }

        return target;
    }

    private static void MergeMember(JsonObject target, string name, JsonNode? value, bool inContainer)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject members when members.Text(Directive) == "delete":
                target.Remove(name);
                break;
            case JsonObject members:
                target[name] = Merge(target[name]?.DeepClone() as JsonObject ?? [], members, inContainer: false);
                break;
            case JsonArray items when PatchMergeKeys.Find(name, inContainer) is { } keys && HasKeys(items, keys):
                target[name] = MergeList(target[name]?.DeepClone() as JsonArray ?? [], items, keys, PatchMergeKeys.IsContainerList(name));
                break;
            case JsonArray items when PatchMergeKeys.IsSet(name):
                target[name] = Union(target[name]?.DeepClone() as JsonArray ?? [], items);
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static bool HasKeys(JsonArray items, string[] keys) =>
        items.All(item => item is JsonObject members && (members.ContainsKey(Directive) || members.ContainsKey(keys[0])));

    private static JsonArray MergeList(JsonArray target, JsonArray patch, string[] keys, bool areContainers)
    {
        if (patch.OfType<JsonObject>().Any(item => item.Text(Directive) == "replace" && !item.ContainsKey(keys[0])))
        {
            return new JsonArray([.. patch.OfType<JsonObject>().Where(item => !item.ContainsKey(Directive)).Select(item => item.DeepClone())]);
        }

        foreach (var item in patch.OfType<JsonObject>())
        {
            var present = target.OfType<JsonObject>().FirstOrDefault(candidate => SameKey(candidate, item, keys));
            if (item.Text(Directive) == "delete")
            {
                target.Remove(present);
            }
            else if (present is null)
            {
                target.Add(Clean(item));
            }
            else
            {
                target[target.IndexOf(present)] = Merge((JsonObject)present.DeepClone(), item, areContainers);
            }
        }

        return target;
    }

    // A second key ("protocol") that a patch leaves out does not tell items apart.
    private static bool SameKey(JsonObject one, JsonObject other, string[] keys) =>
        keys.All(key => !other.ContainsKey(key) || JsonNode.DeepEquals(one[key], other[key]));

    private static JsonArray Union(JsonArray target, JsonArray added)
    {
        foreach (var item in added)
        {
            if (!target.Any(present => JsonNode.DeepEquals(present, item)))
            {
                target.Add(item?.DeepClone());
            }
        }

        return target;
    }

    private static void DeleteValues(JsonObject target, string list, JsonArray values)
    {
        if (target[list] is JsonArray present)
        {
            target[list] = new JsonArray([.. present.Where(item => !values.Any(value => JsonNode.DeepEquals(value, item))).Select(item => item?.DeepClone())]);
        }
    }

    /// <summary>Items that the order names come in that order; the others keep their places behind them.</summary>
    private static void Order(JsonObject target, string list, JsonArray order, bool inContainer)
    {
        if (target[list] is not JsonArray items)
        {
            return;
        }

        var keys = PatchMergeKeys.Find(list, inContainer);
        int Place(JsonNode? item)
        {
            var place = order.ToList().FindIndex(wanted => keys is not null && item is JsonObject one && wanted is JsonObject other
                ? SameKey(one, other, keys) : JsonNode.DeepEquals(wanted, item));
            return place < 0 ? int.MaxValue : place;
        }

        target[list] = new JsonArray([.. items.OrderBy(Place).Select(item => item?.DeepClone())]);
    }

    private static void Retain(JsonObject target, JsonObject patch)
    {
        if (patch[RetainKeys] is not JsonArray kept)
        {
            return;
        }

        var names = kept.Select(name => name!.GetValue<string>()).ToHashSet();
        foreach (var name in target.Select(member => member.Key).Where(name => !names.Contains(name)).ToList())
        {
            target.Remove(name);
        }
    }

    private static JsonObject Clean(JsonObject patch) =>
        new(patch.Where(member => !member.Key.StartsWith('$')).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
