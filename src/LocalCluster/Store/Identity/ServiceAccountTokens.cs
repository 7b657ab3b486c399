using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace RedisOperator.LocalCluster.Store.Identity;

/// <summary>Who a token speaks for. Pod and PodUid are set for a token that was projected into a pod.</summary>
public sealed record ServiceAccountToken(string Token, string Namespace, string Name, DateTimeOffset ExpiresAt, string? Pod, string? PodUid)
{
    public override string ToString() => $"token of {Namespace}/{Name}";
}

/// <summary>Opaque random bearer tokens for ServiceAccounts, kept in memory: they end with the cluster.</summary>
public sealed class ServiceAccountTokens(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ServiceAccountToken> _tokens = new();

    /// <summary>A new token for a ServiceAccount (not checked to exist). The node agent calls this for each projected volume and again before it expires.</summary>
    public ServiceAccountToken Issue(string ns, string serviceAccount, TimeSpan lifetime, string? pod = null, string? podUid = null)
    {
        var text = $"{ns}.{serviceAccount}.{RandomNumberGenerator.GetHexString(40, lowercase: true)}";
        var token = new ServiceAccountToken(text, ns, serviceAccount, time.GetUtcNow() + lifetime, pod, podUid);
        _tokens[text] = token;
        return token;
    }

    /// <summary>Null when unknown or expired.</summary>
    public ServiceAccountToken? Find(string token)
    {
        if (!_tokens.TryGetValue(token, out var found))
        {
            return null;
        }

        if (found.ExpiresAt > time.GetUtcNow())
        {
            return found;
        }

        _tokens.TryRemove(token, out _);
        return null;
    }

    /// <summary>Ends every token that was projected into this pod.</summary>
    public void RevokeForPod(string podUid)
    {
        foreach (var token in _tokens.Values.Where(token => token.PodUid == podUid))
        {
            _tokens.TryRemove(token.Token, out _);
        }
    }
}
