using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RedisOperator.LocalCluster.Schema.Cel;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>What is wrong with the schemas of a CustomResourceDefinition: rules that do not compile, patterns that are none, a missing schema.</summary>
internal static class DefinitionRules
{
    public static void Check(JsonObject definition, List<FieldProblem> problems)
    {
        var index = 0;
        foreach (var version in definition.Items("spec", "versions"))
        {
            var path = $"spec.versions[{index++}].schema.openAPIV3Schema";
            if (version.At("schema", "openAPIV3Schema") is not JsonObject json)
            {
                problems.Add(FieldProblem.Required(path, "schemas are required"));
                continue;
            }

            try
            {
                CheckRules(new SchemaNode(json, isRoot: true), path, problems);
            }
            catch (RegexParseException e)
            {
                problems.Add(FieldProblem.Invalid(path, json, $"a pattern is not a regular expression: {e.Message}"));
            }
        }
    }

    private static void CheckRules(SchemaNode schema, string path, List<FieldProblem> problems)
    {
        foreach (var (at, node) in schema.Walk(path))
        {
            for (var i = 0; i < node.Rules.Count; i++)
            {
                var rule = node.Rules[i];
                if (ErrorOf(rule, node) is { } error)
                {
                    problems.Add(FieldProblem.Invalid($"{at}.x-kubernetes-validations[{i}].rule", JsonValue.Create(rule.Rule), $"compilation failed: {error}"));
                }
            }

            if (node.Type.Length == 0 && !node.IsIntOrString && !node.PreservesUnknown && node.AllOf.Count + node.AnyOf.Count + node.OneOf.Count == 0)
            {
                problems.Add(FieldProblem.Required($"{at}.type", "must not be empty for specified object fields"));
            }
        }
    }

    private static string? ErrorOf(ValidationRule rule, SchemaNode node)
    {
        if (rule.Error is not null)
        {
            return rule.Error;
        }

        try
        {
            CelReferences.Check(rule.Expression!, node);
            return null;
        }
        catch (CelException e)
        {
            return e.Message;
        }
    }
}
