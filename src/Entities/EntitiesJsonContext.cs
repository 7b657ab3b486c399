using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace RedisOperator.Entities;

/// <summary>The serializers of the custom resource. Use them through <see cref="EntitiesJson.Options"/>.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(RedisReplicationGroup))]
[JsonSerializable(typeof(KubernetesList<RedisReplicationGroup>))]
public sealed partial class EntitiesJsonContext : JsonSerializerContext;

/// <summary>One set of options for the built-in kinds and the custom resource together.</summary>
public static class EntitiesJson
{
    public static JsonSerializerOptions Options { get; } = KubernetesJson.Options(EntitiesJsonContext.Default);
}
