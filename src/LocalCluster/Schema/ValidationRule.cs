using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Schema.Cel;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Schema;

/// <summary>One x-kubernetes-validations entry, compiled. A rule that does not compile has Error set and is refused with its definition.</summary>
internal sealed class ValidationRule
{
    public ValidationRule(JsonObject json)
    {
        Rule = json.Text("rule") ?? "";
        Message = json.Text("message");
        FieldPath = json.Text("fieldPath");
        Reason = json.Text("reason") ?? "FieldValueInvalid";
        OptionalOldSelf = json.Flag("optionalOldSelf") == true;
        try
        {
            Expression = CelParser.Parse(Rule);
            MessageExpression = json.Text("messageExpression") is { } text ? CelParser.Parse(text) : null;
            UsesOldSelf = Expression.Mentions("oldSelf");
        }
        catch (CelException e)
        {
            Error = e.Message;
        }
    }

    public string Rule { get; }

    public string? Message { get; }

    public string? FieldPath { get; }

    public string Reason { get; }

    public bool OptionalOldSelf { get; }

    public CelNode? Expression { get; }

    public CelNode? MessageExpression { get; }

    /// <summary>A transition rule: only looked at on updates.</summary>
    public bool UsesOldSelf { get; }

    public string? Error { get; }
}
