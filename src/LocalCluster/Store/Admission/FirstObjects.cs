using System.Text.Json.Nodes;

namespace RedisOperator.LocalCluster.Store.Admission;

/// <summary>What a cluster has before anybody used it.</summary>
internal static class FirstObjects
{
    public static void Create(Registry registry)
    {
        foreach (var ns in (ReadOnlySpan<string>)["default", "kube-system", "kube-public", "kube-node-lease"])
        {
            registry.Create(KnownTypes.Namespaces, null, Named(ns));
        }

        registry.Create(KnownTypes.Services, "default", ApiService());
        registry.Create(KnownTypes.StorageClasses, null, LocalStorage());
        foreach (var (type, obj) in FirstRoles.All())
        {
            registry.Create(type, null, obj);
        }
    }

    public static void CreateIn(Registry registry, string ns) => registry.Create(KnownTypes.ServiceAccounts, ns, Named("default"));

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };

    private static JsonObject ApiService() => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "kubernetes", ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" } },
        ["spec"] = new JsonObject
        {
            ["clusterIP"] = ServiceAddresses.ApiServer,
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["targetPort"] = 443, ["protocol"] = "TCP" }),
        },
    };

    private static JsonObject LocalStorage() => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = VolumeClaimRules.DefaultClass,
            ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" },
        },
        ["provisioner"] = "local-cluster/directory",
        ["reclaimPolicy"] = "Delete",
        ["allowVolumeExpansion"] = true,
        ["volumeBindingMode"] = "WaitForFirstConsumer",
    };
}
