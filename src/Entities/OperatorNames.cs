namespace RedisOperator.Entities;

/// <summary>What the operator itself is found by.</summary>
public static class OperatorNames
{
    /// <summary>The Lease in the operator's namespace; its holder is the pod that leads.</summary>
    public const string Lease = "redis-operator";

    /// <summary>The program, in its image on the PATH.</summary>
    public const string Program = "redis-operator";

    /// <summary>Value of app.kubernetes.io/name on the operator's pods.</summary>
    public const string PodLabel = "redis-operator";
}
