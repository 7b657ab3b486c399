using System.Text;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The group's password, once by itself for people and clients, once as what redis.conf and sentinel.conf include. It is never an argument or a variable.</summary>
public static class SecretBuilder
{
    public const string PasswordKey = "password";
    public const string RedisKey = "redis.conf";
    public const string SentinelKey = "sentinel.conf";

    public static V1Secret Build(RedisReplicationGroup group, string password)
    {
        // Only what needs no quoting in a redis.conf: a generated password is no place for surprises.
        if (password.Length == 0 || !password.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException("A generated password consists of ASCII letters and digits", nameof(password));
        }

        return new()
        {
            Metadata = Ownership.Metadata(group, GroupNames.For(group).Auth),
            Type = "Opaque",
            Data = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
            {
                [PasswordKey] = Encoding.UTF8.GetBytes(password),
                [RedisKey] = Encoding.UTF8.GetBytes($"requirepass {password}\nmasterauth {password}\n"),
                [SentinelKey] = Encoding.UTF8.GetBytes($"requirepass {password}\nsentinel sentinel-pass {password}\n"),
            },
        };
    }

    /// <summary>The password in a Secret that <see cref="Build"/> made, or null when it is not there.</summary>
    public static string? Password(V1Secret secret) =>
        secret.Data is not null && secret.Data.TryGetValue(PasswordKey, out var bytes) && bytes.Length > 0 ? Encoding.UTF8.GetString(bytes) : null;
}
