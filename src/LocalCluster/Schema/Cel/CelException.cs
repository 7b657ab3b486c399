namespace RedisOperator.LocalCluster.Schema.Cel;

/// <summary>An expression that does not parse, or that has no value for what it was given.</summary>
internal sealed class CelException(string message) : Exception(message);
