using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>Says whether an object in the cluster lacks something of what is wanted. Fields that the server or others added do not count.</summary>
public static class ObjectDiff
{
    private static readonly JsonSerializerOptions Options = KubernetesJson.Options();

    /// <summary>True when <paramref name="live"/> is missing, or says anything else than <paramref name="desired"/> where that says something.</summary>
    public static bool Differs<T>(T desired, T? live)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        live is null || !Contains(Node(live), Node(desired));

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options.GetTypeInfo(typeof(T)));

    private static bool Contains(JsonNode? live, JsonNode? desired) => desired switch
    {
        null => true,
        // What is empty is dropped by the server, or was never sent.
        JsonObject { Count: 0 } or JsonArray { Count: 0 } when live is null => true,
        JsonObject wanted => live is JsonObject has && wanted.All(member => Contains(has[member.Key], member.Value)),
        // Lists are compared by position: the builders and the API server keep their order.
        JsonArray wanted => live is JsonArray has && has.Count == wanted.Count && wanted.Zip(has).All(pair => Contains(pair.Second, pair.First)),
        _ => live is JsonValue && JsonNode.DeepEquals(live, desired),
    };
}
