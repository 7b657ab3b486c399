using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>Checks a value against a structural schema, in the words of Kubernetes.</summary>
internal static class Validation
{
    public static void Check(SchemaNode schema, JsonNode? value, string path, List<FieldProblem> problems)
    {
        if (value is null)
        {
            return;
        }

        if (!TypeChecks.Fits(schema, value))
        {
            problems.Add(FieldProblem.TypeInvalid(path, TypeChecks.NameOf(value), schema.Type));
            return;
        }

        CheckEnum(schema, value, path, problems);
        switch (value)
        {
            case JsonObject members:
                CheckObject(schema, members, path, problems);
                break;
            case JsonArray items:
                CheckArray(schema, items, path, problems);
                break;
            default:
                ScalarChecks.Check(schema, (JsonValue)value, path, problems);
                break;
        }

        CheckCombinations(schema, value, path, problems);
    }

    private static void CheckEnum(SchemaNode schema, JsonNode value, string path, List<FieldProblem> problems)
    {
        if (schema.Enum is { } allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)))
        {
            problems.Add(FieldProblem.Unsupported(path, value, allowed.Select(item => item?.ToString() ?? "null")));
        }
    }

    private static void CheckObject(SchemaNode schema, JsonObject members, string path, List<FieldProblem> problems)
    {
        foreach (var name in schema.Required.Where(name => members[name] is null))
        {
            problems.Add(FieldProblem.Required(Join(path, name)));
        }

        if (schema.Json.Integer("maxProperties") is { } most && members.Count > most)
        {
            problems.Add(FieldProblem.TooMany(path, members.Count, $"must have at most {most} items"));
        }

        if (schema.Json.Integer("minProperties") is { } least && members.Count < least)
        {
            problems.Add(FieldProblem.Invalid(path, members, $"{path} in body should have at least {least} properties"));
        }

        foreach (var (name, member) in members)
        {
            if (schema.MemberSchema(name) is { } known && !(schema.IsRoot && SchemaNode.IsObjectMeta(name)))
            {
                Check(known, member, schema.Properties.ContainsKey(name) ? Join(path, name) : $"{path}[{name}]".TrimStart('.'), problems);
            }
        }
    }

    private static void CheckArray(SchemaNode schema, JsonArray items, string path, List<FieldProblem> problems)
    {
        if (schema.Json.Integer("maxItems") is { } most && items.Count > most)
        {
            problems.Add(FieldProblem.TooMany(path, items.Count, $"must have at most {most} items"));
        }

        if (schema.Json.Integer("minItems") is { } least && items.Count < least)
        {
            problems.Add(FieldProblem.Invalid(path, items, $"{path} in body should have at least {least} items"));
        }

        if (schema.ListType is "set" or "map")
        {
            CheckUnique(schema, items, path, problems);
        }

        for (var i = 0; schema.Items is not null && i < items.Count; i++)
        {
            Check(schema.Items, items[i], $"{path}[{i}]", problems);
        }
    }

    private static void CheckUnique(SchemaNode schema, JsonArray items, string path, List<FieldProblem> problems)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < items.Count; i++)
        {
            var identity = schema.ListType == "set"
                ? items[i]?.ToJsonString() ?? "null"
                : new JsonObject(schema.ListMapKeys.Select(key => KeyValuePair.Create(key, items[i].At(key)?.DeepClone()))).ToJsonString();
            if (!seen.Add(identity))
            {
                problems.Add(FieldProblem.Duplicate($"{path}[{i}]", identity));
            }
        }
    }

    private static void CheckCombinations(SchemaNode schema, JsonNode value, string path, List<FieldProblem> problems)
    {
        foreach (var part in schema.AllOf)
        {
            Check(part, value, path, problems);
        }

        if (schema.AnyOf.Count > 0 && !schema.AnyOf.Any(part => Holds(part, value, path)))
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{path} in body must validate at least one schema (anyOf)"));
        }

        if (schema.OneOf.Count > 0 && schema.OneOf.Count(part => Holds(part, value, path)) != 1)
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{path} in body must validate one and only one schema (oneOf)"));
        }

        if (schema.Not is { } not && Holds(not, value, path))
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{path} in body must not validate the schema (not)"));
        }
    }

    private static bool Holds(SchemaNode schema, JsonNode value, string path)
    {
        var problems = new List<FieldProblem>();
        Check(schema, value, path, problems);
        return problems.Count == 0;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
