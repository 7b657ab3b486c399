namespace RedisOperator.EndToEnd;

/// <summary>Specs that several tests use.</summary>
internal static class Specs
{
    public const string Three = """
          replicas: 3
          image: redis:8.2
        """;

    public const string MemoryOnly = """
          replicas: 3
          image: redis:8.2
          persistence: { mode: None }
        """;

    public const string RoutedByLabels = """
          replicas: 3
          image: redis:8.2
          vip: { service: { routing: Labels } }
        """;
}
