using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>Fills in a schema's defaults, outermost first, so that a defaulted object gets the defaults inside of it.</summary>
internal static class Defaulting
{
    public static void Apply(SchemaNode schema, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (name, property) in schema.Properties)
                {
                    if (property.Default is not null && (!members.ContainsKey(name) || (members[name] is null && !property.IsNullable)))
                    {
                        members[name] = property.Default.DeepClone();
                    }
                }

                foreach (var (name, member) in members.ToList())
                {
                    if (schema.MemberSchema(name) is { } known)
                    {
                        Apply(known, member);
                    }
                }

                break;
            case JsonArray items when schema.Items is not null:
                foreach (var item in items)
                {
                    Apply(schema.Items, item);
                }

                break;
        }
    }
}
