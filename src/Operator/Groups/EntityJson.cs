using System.Text.Json;
using k8s;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Groups;

/// <summary>Serializers of the built-in kinds and of the group.</summary>
public static class EntityJson
{
    public static readonly JsonSerializerOptions Options = KubernetesJson.Options(EntitiesJsonContext.Default);
}
