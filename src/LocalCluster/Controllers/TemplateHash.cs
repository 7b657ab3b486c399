using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>A short name for content, made of characters that are safe in names.</summary>
internal static class TemplateHash
{
    // No vowels, so that no words appear (as Kubernetes does).
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The same whatever order the members come in: clients that send a template back sort them.</summary>
    public static string Of(JsonNode content, int length = 10) => Of(Canonical.Write(Sorted(content)!), length);

    public static string Of(string content, int length = 10) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(content)).Take(length).Select(value => Alphabet[value % Alphabet.Length]));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
