using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>Takes out the fields that a schema does not know.</summary>
internal static class Pruning
{
    /// <summary>Changes <paramref name="value"/> in place; the paths of what went are added to <paramref name="unknown"/>.</summary>
    public static void Prune(SchemaNode schema, JsonNode? value, string path, ICollection<string> unknown)
    {
        if (value is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                PruneMember(schema, members, name, path, unknown);
            }
        }
        else if (value is JsonArray items && schema.Items is not null)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Prune(schema.Items, items[i], $"{path}[{i}]", unknown);
            }
        }
    }

    private static void PruneMember(SchemaNode schema, JsonObject members, string name, string path, ICollection<string> unknown)
    {
        if ((schema.IsRoot || schema.IsEmbeddedResource) && SchemaNode.IsObjectMeta(name))
        {
            return;
        }

        var at = path.Length == 0 ? name : $"{path}.{name}";
        if (schema.MemberSchema(name) is { } known)
        {
            Prune(known, members[name], at, unknown);
        }
        else if (!schema.PreservesUnknown && !schema.AllowsAdditional)
        {
            unknown.Add(at);
            members.Remove(name);
        }
    }
}
