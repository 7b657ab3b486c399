using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Tables;

/// <summary>The columns that kubectl users know for the built-in kinds.</summary>
internal static class BuiltInColumns
{
    public static readonly Column Name = new("Name", (obj, _) => JsonValue.Create(obj.Name()));

    public static readonly Column Age = Since("Age", obj => obj.Text("metadata", "creationTimestamp"));

    private static readonly Dictionary<ResourceType, IReadOnlyList<Column>> ByType = new()
    {
        [KnownTypes.Pods] = PodColumns.All,
        [KnownTypes.Services] = ServiceColumns.Services,
        [KnownTypes.EndpointSlices] = ServiceColumns.EndpointSlices,
        [KnownTypes.StatefulSets] = WorkloadColumns.StatefulSets,
        [KnownTypes.Deployments] = WorkloadColumns.Deployments,
        [KnownTypes.ReplicaSets] = WorkloadColumns.ReplicaSets,
        [KnownTypes.Jobs] = WorkloadColumns.Jobs,
        [KnownTypes.PodDisruptionBudgets] = WorkloadColumns.DisruptionBudgets,
        [KnownTypes.Events] = EventColumns.All,
        [KnownTypes.Nodes] = NodeColumns.All,
        [KnownTypes.ConfigMaps] = [Name, Column.Number("Data", obj => Count(obj, "data") + Count(obj, "binaryData")), Age],
        [KnownTypes.Secrets] = [Name, Column.Text("Type", obj => obj.Text("type")), Column.Number("Data", obj => Count(obj, "data")), Age],
        [KnownTypes.ServiceAccounts] = [Name, Column.Number("Secrets", obj => obj.Items("secrets").Count()), Age],
        [KnownTypes.Namespaces] = [Name, Column.Text("Status", obj => obj.Text("status", "phase")), Age],
        [KnownTypes.PersistentVolumeClaims] =
        [
            Name, Column.Text("Status", obj => obj.Text("status", "phase")), Column.Text("Volume", obj => obj.Text("spec", "volumeName") ?? ""),
            Column.Text("Capacity", obj => obj.Text("status", "capacity", "storage") ?? ""), Column.Text("Access Modes", obj => AccessModes(obj)),
            Column.Text("StorageClass", obj => obj.Text("spec", "storageClassName") ?? ""), Age,
        ],
        [KnownTypes.PersistentVolumes] =
        [
            Name, Column.Text("Capacity", obj => obj.Text("spec", "capacity", "storage")), Column.Text("Access Modes", obj => AccessModes(obj)),
            Column.Text("Reclaim Policy", obj => obj.Text("spec", "persistentVolumeReclaimPolicy")), Column.Text("Status", obj => obj.Text("status", "phase")),
            Column.Text("Claim", obj => $"{obj.Text("spec", "claimRef", "namespace")}/{obj.Text("spec", "claimRef", "name")}"),
            Column.Text("StorageClass", obj => obj.Text("spec", "storageClassName")), Age,
        ],
        [KnownTypes.StorageClasses] =
        [
            new("Name", (obj, _) => obj.Annotation("storageclass.kubernetes.io/is-default-class") == "true" ? $"{obj.Name()} (default)" : obj.Name()),
            Column.Text("Provisioner", obj => obj.Text("provisioner")), Column.Text("ReclaimPolicy", obj => obj.Text("reclaimPolicy")),
            Column.Text("VolumeBindingMode", obj => obj.Text("volumeBindingMode")), Age,
        ],
        [KnownTypes.Leases] = [Name, Column.Text("Holder", obj => obj.Text("spec", "holderIdentity") ?? ""), Age],
        [KnownTypes.NetworkPolicies] = [Name, Column.Text("Pod-Selector", obj => ServiceColumns.Selector(obj.At("spec", "podSelector", "matchLabels"))), Age],
        [KnownTypes.Roles] = [Name, CreatedAt()],
        [KnownTypes.ClusterRoles] = [Name, CreatedAt()],
        [KnownTypes.RoleBindings] = [Name, RoleRef(), Age],
        [KnownTypes.ClusterRoleBindings] = [Name, RoleRef(), Age],
        [KnownTypes.CustomResourceDefinitions] = [Name, CreatedAt()],
        [KnownTypes.ControllerRevisions] =
        [
            Name, Column.Text("Controller", obj => Owner(obj)), Column.Number("Revision", obj => obj.Integer("revision") ?? 0), Age,
        ],
    };

    public static IReadOnlyList<Column> Of(ResourceType type) => ByType.GetValueOrDefault(type) ?? [Name, Age];

    /// <summary>An age, counted from a time in the object.</summary>
    public static Column Since(string name, Func<JsonObject, string?> time) => new(name, (obj, now) => Ages.Show(Timestamps.Parse(time(obj)), now));

    private static long Count(JsonObject obj, string member) => (obj[member] as JsonObject)?.Count ?? 0;

    private static Column CreatedAt() => new("Created At", (obj, _) => obj.Text("metadata", "creationTimestamp"), "date");

    private static Column RoleRef() => Column.Text("Role", obj => $"{obj.Text("roleRef", "kind")}/{obj.Text("roleRef", "name")}");

    private static string? Owner(JsonObject obj) => obj.Items("metadata", "ownerReferences").FirstOrDefault() is { } owner
        ? $"{owner.Text("kind")?.ToLowerInvariant()}.{owner.Text("apiVersion")?.Split('/')[0]}/{owner.Text("name")}" : null;

    private static string AccessModes(JsonObject obj) => string.Join(',', (obj.At("spec", "accessModes") as JsonArray ?? []).Select(mode => mode?.ToString() switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        var other => other,
    }));
}
