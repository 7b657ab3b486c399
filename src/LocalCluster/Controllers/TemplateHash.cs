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

    public static string Of(JsonNode content, int length = 10) => Of(Canonical.Write(content), length);

    public static string Of(string content, int length = 10) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(content)).Take(length).Select(value => Alphabet[value % Alphabet.Length]));
}
