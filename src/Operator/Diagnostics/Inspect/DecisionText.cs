using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Diagnostics.Inspect;

/// <summary>A decision in a sentence: also what became of a switch that somebody wants.</summary>
internal static class DecisionText
{
    public static string Of(Decision decision) => decision switch
    {
        Decision.Keep { Refusal: { } refusal } => $"{decision.Message}; no switchover: {refusal}",
        Decision.Keep { Accepted: { } wish } => $"{decision.Message}; switchover accepted: {wish.Message}",
        _ => decision.Message,
    };
}
