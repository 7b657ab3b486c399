using System.Security.Cryptography;
using System.Text.Json;
using k8s;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>A short fingerprint of what the operator wants an object to be: 16 hex digits of SHA-256 over its JSON.</summary>
public static class Digest
{
    private static readonly JsonSerializerOptions Options = KubernetesJson.Options();

    public static string Of<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Options.GetTypeInfo(typeof(T)))))[..16];
}
