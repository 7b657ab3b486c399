using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>What pods need in every namespace: the cluster's certificate authority and a ServiceAccount. Deleted, they come back.</summary>
internal sealed class NamespaceController(Registry registry, TimeProvider time, ILogger logger, string authorityPem) : Controller(registry, time, logger)
{
    public const string AuthorityConfigMap = "kube-root-ca.crt";

    private const string DefaultAccount = "default";

    protected override ResourceType Subject => KnownTypes.Namespaces;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.ConfigMaps, KnownTypes.ServiceAccounts];

    protected override IEnumerable<Key> Affected(Change change) =>
        change.Event.Object.Name() is AuthorityConfigMap or DefaultAccount ? [new Key("", change.Event.Object.Namespace()!)] : [];

    protected override TimeSpan? Reconcile(Key key)
    {
        if (Registry.Get(KnownTypes.Namespaces.Key(null, key.Name)) is not { } ns || ns.IsDeleting())
        {
            return null;
        }

        if (Registry.Get(KnownTypes.ServiceAccounts.Key(key.Name, DefaultAccount)) is null)
        {
            Registry.Create(KnownTypes.ServiceAccounts, key.Name, new JsonObject { ["metadata"] = new JsonObject { ["name"] = DefaultAccount } });
        }

        var configMap = KnownTypes.ConfigMaps.Key(key.Name, AuthorityConfigMap);
        if (Registry.Get(configMap) is null)
        {
            Registry.Create(KnownTypes.ConfigMaps, key.Name, new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = AuthorityConfigMap },
                ["data"] = new JsonObject { ["ca.crt"] = authorityPem },
            });
        }

        return null;
    }
}
