using System.Globalization;
using System.Text;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// The group's password: by itself for people and clients, as what redis.conf and sentinel.conf include, and with what the operator must know while it is changed.
/// It is never an argument or a variable.
/// </summary>
public static class SecretBuilder
{
    /// <summary>What clients use; changed by the user, it is what the password is to become.</summary>
    public const string PasswordKey = "password";

    /// <summary>What all processes have.</summary>
    public const string CurrentKey = "current";

    /// <summary>The one before.</summary>
    public const string PreviousKey = "previous";

    public const string RedisKey = "redis.conf";
    public const string SentinelKey = "sentinel.conf";

    /// <summary>A new one.</summary>
    public static V1Secret Build(RedisReplicationGroup group, string password) => Build(group, new GroupPasswords(password, password, null, null));

    public static V1Secret Build(RedisReplicationGroup group, GroupPasswords passwords)
    {
        var current = passwords.Current;
        if (!GroupPasswords.IsUsable(current))
        {
            throw new ArgumentException(GroupPasswords.Rule, nameof(passwords));
        }

        var data = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [PasswordKey] = Encoding.UTF8.GetBytes(passwords.Wanted),
            [CurrentKey] = Encoding.UTF8.GetBytes(current),
            [RedisKey] = Encoding.UTF8.GetBytes($"requirepass {current}\nmasterauth {current}\n"),
            [SentinelKey] = Encoding.UTF8.GetBytes($"requirepass {current}\nsentinel sentinel-pass {current}\n"),
        };
        var metadata = Ownership.Metadata(group, GroupNames.For(group).Auth);
        if (passwords.Previous is { } previous)
        {
            data[PreviousKey] = Encoding.UTF8.GetBytes(previous);
        }
        if (passwords.Until is { } until)
        {
            metadata.Annotations = new Dictionary<string, string> { [Annotations.PasswordOverlap] = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };
        }

        return new() { Metadata = metadata, Type = "Opaque", Data = data };
    }

    /// <summary>The passwords in a Secret that <see cref="Build(RedisReplicationGroup, GroupPasswords)"/> made, whatever a user changed in it; null when there is none.</summary>
    public static GroupPasswords? Read(V1Secret secret)
    {
        var wanted = Text(secret, PasswordKey);
        return (Text(secret, CurrentKey) ?? wanted) is { } current && GroupPasswords.IsUsable(current)
            ? new(wanted ?? current, current, Text(secret, PreviousKey), Until(secret))
            : null;
    }

    private static DateTimeOffset? Until(V1Secret secret) =>
        secret.Metadata.Annotations is { } annotations && annotations.TryGetValue(Annotations.PasswordOverlap, out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : null;

    private static string? Text(V1Secret secret, string key) =>
        secret.Data is not null && secret.Data.TryGetValue(key, out var bytes) && bytes.Length > 0 ? Encoding.UTF8.GetString(bytes) : null;
}
