using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Controllers;

/// <summary>Puts the cluster's certificate authority into every namespace, where pods find it.</summary>
internal sealed class NamespaceController(Registry registry, TimeProvider time, ILogger logger, string authorityPem) : Controller(registry, time, logger)
{
    public const string AuthorityConfigMap = "kube-root-ca.crt";

    protected override ResourceType Subject => KnownTypes.Namespaces;

    protected override IReadOnlyList<ResourceType> AlsoWatched => [KnownTypes.ConfigMaps];

    protected override IEnumerable<Key> Affected(Change change) =>
        change.Event.Object.Name() == AuthorityConfigMap ? [new Key("", change.Event.Object.Namespace()!)] : [];

    protected override TimeSpan? Reconcile(Key key)
    {
        var configMap = KnownTypes.ConfigMaps.Key(key.Name, AuthorityConfigMap);
        if (Registry.Get(KnownTypes.Namespaces.Key(null, key.Name)) is { } ns && !ns.IsDeleting() && Registry.Get(configMap) is null)
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
