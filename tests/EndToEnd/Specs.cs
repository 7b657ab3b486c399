namespace RedisOperator.EndToEnd;

/// <summary>Specs that several tests use.</summary>
internal static class Specs
{
    public const string Three = """
          replicas: 3
          image: redis:8.2
        """;

    /// <summary>Nothing is answered before it is in the file: with <c>everysec</c> a redis whose disk is busy answers up to two seconds sooner (docs/limits.md), which is not what a cold start is to blame for.</summary>
    public const string WrittenBeforeAnswered = """
          replicas: 3
          image: redis:8.2
          config: { appendfsync: always }
        """;

    public const string OnePodANode = """
          replicas: 3
          image: redis:8.2
          podTemplate:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector: { matchLabels: { redisoperator.io/group: cache } }
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
