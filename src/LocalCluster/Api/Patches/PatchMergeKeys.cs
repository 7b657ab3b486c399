namespace RedisOperator.LocalCluster.Api.Patches;

/// <summary>
/// The lists of built-in kinds that are merged item by item, with the members that tell items apart.
/// By the name of the list, and of the one it is in where that decides.
/// </summary>
internal static class PatchMergeKeys
{
    private static readonly Dictionary<string, string[]> ByList = new()
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["ephemeralContainers"] = ["name"],
        ["env"] = ["name"],
        ["volumes"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["imagePullSecrets"] = ["name"],
        ["hostAliases"] = ["ip"],
        ["topologySpreadConstraints"] = ["topologyKey", "whenUnsatisfiable"],
        ["resourceClaims"] = ["name"],
        ["claims"] = ["name"],
        ["conditions"] = ["type"],
        ["ownerReferences"] = ["uid"],
        ["secrets"] = ["name"],
        ["podIPs"] = ["ip"],
        ["hostIPs"] = ["ip"],
    };

    /// <summary>Plain values, merged as a set.</summary>
    public static bool IsSet(string list) => list == "finalizers";

    /// <summary>Null: the list is replaced as a whole.</summary>
    public static string[]? Find(string list, bool inContainer) => list == "ports"
        ? (inContainer ? ["containerPort", "protocol"] : ["port", "protocol"])
        : ByList.GetValueOrDefault(list);

    public static bool IsContainerList(string list) => list is "containers" or "initContainers" or "ephemeralContainers";

    /// <summary>Objects that have one owner as a whole.</summary>
    public static bool IsAtomicObject(string name, string parent) =>
        name is "secretKeyRef" or "configMapKeyRef" or "fieldRef" or "resourceFieldRef" or "labelSelector" or "namespaceSelector" or "podSelector" or "roleRef"
        || (name == "selector" && parent == "spec");
}
