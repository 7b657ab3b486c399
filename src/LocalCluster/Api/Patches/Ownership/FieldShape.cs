using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Api.Patches.Ownership;

internal enum ListKind
{
    /// <summary>One owner for the whole list.</summary>
    Atomic,

    /// <summary>Each value has its owners.</summary>
    Set,

    /// <summary>Each item, told apart by its keys, and each of its fields has its owners.</summary>
    Map,
}

/// <summary>What decides how finely a field's ownership is recorded and how two versions of it are merged.</summary>
internal abstract class FieldShape
{
    /// <summary>An object that is owned as a whole.</summary>
    public abstract bool IsAtomicObject { get; }

    public abstract ListKind ListKind { get; }

    /// <summary>For ListKind.Map.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    public abstract FieldShape Item { get; }

    public abstract FieldShape Member(string name);

    /// <summary>What an item that leaves a key out has for it.</summary>
    public abstract JsonNode? KeyDefault(string key);

    /// <summary>The item's identity as FieldsV1 writes it, or null when a key is missing.</summary>
    public string? ItemName(JsonNode? item)
    {
        if (ListKind == ListKind.Set)
        {
            return "v:" + (item?.ToJsonString() ?? "null");
        }

        if (item is not JsonObject members)
        {
            return null;
        }

        var keys = new JsonObject();
        foreach (var key in Keys.Order(StringComparer.Ordinal))
        {
            if ((members[key] ?? KeyDefault(key)) is { } value)
            {
                keys[key] = value.DeepClone();
            }
        }

        return keys.Count == 0 ? null : "k:" + keys.ToJsonString();
    }
}
