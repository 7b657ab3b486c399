namespace RedisOperator.LocalCluster.Schema.Cel;

internal enum CelTokenKind
{
    Identifier,
    Integer,
    Double,
    Text,
    Operator,
    End,
}

internal readonly record struct CelToken(CelTokenKind Kind, string Text, int Position);
