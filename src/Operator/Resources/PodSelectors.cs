using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>Label selectors as text, for lists, watches and the scale subresource.</summary>
public static class PodSelectors
{
    /// <summary>Selects the group's pods, whatever their role.</summary>
    public static string Of(RedisReplicationGroup group) =>
        string.Join(',', Ownership.PodSelector(group).Select(label => $"{label.Key}={label.Value}"));
}
