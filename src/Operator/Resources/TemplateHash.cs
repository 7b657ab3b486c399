using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// What a pod would have to be replaced for: its spec, and the directives that redis and Sentinel only read at their start. Labels, annotations, addresses and
/// the number of pods are not in it, nor is the operator's own image, which the vip container has where the group names none. It decides alone whether pods roll, so
/// a new version of the operator rolls none unless it makes them differently.
/// </summary>
public static class TemplateHash
{
    private static readonly JsonSerializerOptions Options = KubernetesJson.Options();

    // A store replaces a group, it never changes one; every pass asks for every pod.
    private static readonly ConditionalWeakTable<RedisReplicationGroup, string> Known = [];

    /// <summary>16 hexadecimal digits.</summary>
    public static string Of(RedisReplicationGroup group)
    {
        var spec = JsonSerializer.SerializeToNode(PodTemplate.Spec(group, vipImage: ""), Options.GetTypeInfo(typeof(V1PodSpec)));
        var text = InOrder(spec)?.ToJsonString() + "\n" + ConfigHash.Of(group);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    /// <summary>
    /// The pod runs from another template than the group now has, or would start as a master of its own in a group that has grown beyond one pod. The reverse is
    /// harmless: a pod that starts held in a group of one is made master by the operator.
    /// </summary>
    public static bool IsOutdated(RedisReplicationGroup group, V1Pod pod) =>
        Annotation(pod, Annotations.TemplateHash) != Known.GetValue(group, Of) || (group.Spec.StartsHeld() && Annotation(pod, Annotations.Start) != StartMode.Held);

    private static string? Annotation(V1Pod pod, string name) => pod.Metadata.Annotations is { } annotations && annotations.TryGetValue(name, out var value) ? value : null;

    /// <summary>Members by name, and none that says nothing: neither the order of a model's properties nor a null that it learns to write changes the hash.</summary>
    private static JsonNode? InOrder(JsonNode? node) => node switch
    {
        JsonObject members => Members(members),
        JsonArray items => new JsonArray([.. items.Select(InOrder)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Members(JsonObject members)
    {
        var sorted = new JsonObject();
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (InOrder(value) is { } said and not JsonArray { Count: 0 })
            {
                sorted[name] = said;
            }
        }

        return sorted;
    }
}
