using System.Collections.Concurrent;
using System.Text;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>What the Secret that the user names says: a password, or why there is none.</summary>
public sealed record UserPassword(string? Password, string? Problem)
{
    public override string ToString() => Problem ?? "a password";
}

/// <summary>
/// Secrets of users, which carry no label of ours: one read for each group that names one, every so often. A watch on all Secrets of a cluster would make the
/// operator hold everybody's.
/// </summary>
public sealed class UserSecrets(IKubernetes client, TimeProvider time)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<NamespacedName, (UserPassword Read, long At)> _read = new();

    /// <summary>Null for a group that names none, and as long as none could be read.</summary>
    public async Task<UserPassword?> ReadAsync(RedisReplicationGroup group, CancellationToken ct)
    {
        if (group.Spec.Auth.SecretName is not { } name || name == GroupNames.For(group).Auth)
        {
            return null;
        }
        var key = new NamespacedName(group.Metadata.NamespaceProperty!, name);
        if (_read.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < Often)
        {
            return known.Read;
        }
        try
        {
            var read = Judge(name, await client.GetAsync<V1Secret>(key.Namespace, name, ct));
            _read[key] = (read, time.GetTimestamp());
            return read;
        }
        catch (KubernetesException e) when (e.IsNotFound || e.IsForbidden)
        {
            var missing = new UserPassword(null, $"spec.auth.secretName: the Secret {name} cannot be read: {e.Message}");
            _read[key] = (missing, time.GetTimestamp());
            return missing;
        }
        catch (KubernetesException)
        {
            // The API server is away for a moment: what was known stands.
            return known.Read;
        }
    }

    private static UserPassword Judge(string name, V1Secret secret)
    {
        if (secret.Data is null || !secret.Data.TryGetValue(SecretBuilder.PasswordKey, out var bytes))
        {
            return new(null, $"spec.auth.secretName: the Secret {name} has no key {SecretBuilder.PasswordKey}");
        }
        var password = Encoding.UTF8.GetString(bytes);
        return GroupPasswords.IsUsable(password) ? new(password, null) : new(null, $"spec.auth.secretName: the password in the Secret {name} is refused: {GroupPasswords.Rule}");
    }
}
