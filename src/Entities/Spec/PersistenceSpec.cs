using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>Values of <see cref="PersistenceSpec.Mode"/>.</summary>
public static class PersistenceMode
{
    public const string AppendOnly = "AOF";
    public const string Snapshots = "RDB";
    public const string Both = "Both";
    public const string None = "None";
}

/// <summary>Values of <see cref="PersistenceSpec.WhenDeleted"/>.</summary>
public static class RetentionPolicy
{
    public const string Retain = "Retain";
    public const string Delete = "Delete";
}

[Description("What is kept on disk, and where.")]
[ValidationRule(
    "(self.mode == 'None') == (oldSelf.mode == 'None')",
    "spec.persistence.mode cannot be changed from or to None, because the pods' volumes are fixed: make a new group and move the data to it")]
[ValidationRule(
    "has(self.storageClassName) == has(oldSelf.storageClassName)",
    "spec.persistence.storageClassName cannot be added or removed later: make a new group and move the data to it")]
public sealed class PersistenceSpec
{
    [Description("AOF: every write, flushed each second. RDB: snapshots. Both. None: memory only, no volume; the data lives as long as one pod that has it.")]
    [EnumValues(PersistenceMode.AppendOnly, PersistenceMode.Snapshots, PersistenceMode.Both, PersistenceMode.None)]
    public string Mode { get; set; } = PersistenceMode.AppendOnly;

    [Description("Size of each pod's volume, such as 1Gi. Can grow where the storage class allows it, never shrink. Not used when mode is None.")]
    [Length(1, 32)]
    [ValidationRule(
        "self.matches('^[0-9]+([.][0-9]+)?(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)?$')",
        "spec.persistence.size must be an amount of storage, such as 1Gi or 500Mi")]
    [ValidationRule(
        "self == oldSelf || !self.matches('" + StorageSize.PlainPattern + "') || !oldSelf.matches('" + StorageSize.PlainPattern + "') || "
        + "int(self.substring(0, size(self) - 2)) * (self.endsWith('Ti') ? 1048576 : self.endsWith('Gi') ? 1024 : 1) >= "
        + "int(oldSelf.substring(0, size(oldSelf) - 2)) * (oldSelf.endsWith('Ti') ? 1048576 : oldSelf.endsWith('Gi') ? 1024 : 1)",
        "spec.persistence.size cannot be made smaller, because volumes only grow: keep the size, or make a new group with the smaller one and move the data to it")]
    public string Size { get; set; } = "1Gi";

    [Description("Storage class of the volumes. Left out: the cluster's default class. Cannot be changed later.")]
    [Length(1, 253)]
    [ValidationRule("self == oldSelf", "spec.persistence.storageClassName cannot be changed: make a new group and move the data to it")]
    public string? StorageClassName { get; set; }

    [Description("What happens to the volumes when the group is deleted: Retain or Delete.")]
    [EnumValues(RetentionPolicy.Retain, RetentionPolicy.Delete)]
    public string WhenDeleted { get; set; } = RetentionPolicy.Retain;

    [Description("What happens to a volume when its pod is no longer wanted because replicas was lowered: Retain or Delete.")]
    [EnumValues(RetentionPolicy.Retain, RetentionPolicy.Delete)]
    public string WhenScaled { get; set; } = RetentionPolicy.Retain;
}
