using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Authorization;

/// <summary>Bearer tokens: the administrator's, and those of ServiceAccounts. Nobody is anonymous.</summary>
internal sealed class Authenticator(Registry registry, string adminToken)
{
    private readonly byte[] _adminToken = Encoding.UTF8.GetBytes(adminToken);

    public User Authenticate(HttpContext http)
    {
        const string scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw StatusException.Unauthorized();
        }

        var token = header[scheme.Length..].Trim();
        return Impersonated(http, Find(token) ?? throw StatusException.Unauthorized());
    }

    public User? Find(string token)
    {
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _adminToken))
        {
            return User.Admin;
        }

        if (registry.Tokens.Find(token) is not { } found
            || registry.Get(KnownTypes.ServiceAccounts.Key(found.Namespace, found.Name)) is not { } account)
        {
            return null;
        }

        return User.ServiceAccount(found.Namespace, found.Name, account.Uid());
    }

    /// <summary>`kubectl --as`: for the administrator only.</summary>
    private static User Impersonated(HttpContext http, User user)
    {
        var name = http.Request.Headers["Impersonate-User"].ToString();
        if (name.Length == 0)
        {
            return user;
        }

        if (!user.IsAdmin)
        {
            throw new StatusException(403, "Forbidden", $"users \"{name}\" is forbidden: User \"{user.Name}\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope");
        }

        var account = name.Split(':');
        return account is ["system", "serviceaccount", var ns, var serviceAccount]
            ? User.ServiceAccount(ns, serviceAccount, "")
            : new User(name, [.. http.Request.Headers["Impersonate-Group"].OfType<string>(), "system:authenticated"]);
    }
}
