using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Schema.Cel;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>Evaluates the CEL rules of a schema, each where it stands. Transition rules (oldSelf) run only where there is an old value to compare with.</summary>
internal static class RuleValidation
{
    public static void Check(SchemaNode schema, JsonNode? value, JsonNode? old, string path, List<FieldProblem> problems)
    {
        if (value is null)
        {
            return;
        }

        foreach (var rule in schema.Rules.Where(rule => rule.Expression is not null && (!rule.UsesOldSelf || old is not null || rule.OptionalOldSelf)))
        {
            Check(rule, schema, value, old, path, problems);
        }

        if (value is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                if (schema.MemberSchema(name) is { } known)
                {
                    var at = schema.Properties.ContainsKey(name) ? (path.Length == 0 ? name : $"{path}.{name}") : $"{path}[{name}]";
                    Check(known, member, (old as JsonObject)?[name], at, problems);
                }
            }
        }
        else if (value is JsonArray items && schema.Items is not null)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Check(schema.Items, items[i], Counterpart(schema, items[i], old as JsonArray), $"{path}[{i}]", problems);
            }
        }
    }

    private static void Check(ValidationRule rule, SchemaNode schema, JsonNode value, JsonNode? old, string path, List<FieldProblem> problems)
    {
        var variables = new Dictionary<string, object?> { ["self"] = CelValues.FromJson(value, schema) };
        if (old is not null)
        {
            variables["oldSelf"] = CelValues.FromJson(old, schema);
        }

        var evaluator = new CelEvaluator(variables);
        try
        {
            if (!CelEvaluator.Truth(evaluator.Evaluate(rule.Expression!)))
            {
                problems.Add(Problem(rule, value, path, Message(rule, evaluator)));
            }
        }
        catch (CelException e)
        {
            problems.Add(FieldProblem.Invalid(path, value, $"{e.Message} evaluating rule: {rule.Message ?? rule.Rule}"));
        }
    }

    private static string Message(ValidationRule rule, CelEvaluator evaluator)
    {
        if (rule.MessageExpression is not null)
        {
            try
            {
                if (evaluator.Evaluate(rule.MessageExpression) is string { Length: > 0 } text)
                {
                    return text;
                }
            }
            catch (CelException)
            {
                // As in Kubernetes: a message that cannot be made falls back to the fixed one.
            }
        }

        return rule.Message ?? $"failed rule: {rule.Rule}";
    }

    private static FieldProblem Problem(ValidationRule rule, JsonNode value, string path, string message)
    {
        var field = path + rule.FieldPath;
        if (field.StartsWith('.'))
        {
            field = field[1..];
        }

        return rule.Reason switch
        {
            "FieldValueForbidden" => FieldProblem.Forbidden(field, message),
            "FieldValueRequired" => FieldProblem.Required(field, message),
            _ => FieldProblem.Invalid(field, value, message),
        };
    }

    /// <summary>The same item before: only lists whose items have keys can tell.</summary>
    private static JsonNode? Counterpart(SchemaNode schema, JsonNode? item, JsonArray? old) => schema.ListType != "map"
        ? null
        : old?.FirstOrDefault(candidate => schema.ListMapKeys.All(key => JsonNode.DeepEquals(candidate.At(key), item.At(key))));
}
