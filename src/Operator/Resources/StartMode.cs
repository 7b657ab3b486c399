using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>Values of <see cref="Annotations.Start"/>: how the redis of a pod starts by the file that it was made with.</summary>
internal static class StartMode
{
    /// <summary>As a replica of nobody, until it is told whose.</summary>
    public const string Held = "held";

    /// <summary>As a master.</summary>
    public const string Plain = "plain";

    public static string Of(RedisReplicationGroup group) => group.Spec.StartsHeld() ? Held : Plain;
}
