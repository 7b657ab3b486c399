using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>One master, its replicas, a Sentinel beside each of them, and one address that leads to the master.</summary>
[KubernetesEntity(Group = EntityGroup, ApiVersion = EntityVersion, Kind = EntityKind, PluralName = EntityPlural)]
[KubernetesEntityShortNames("redisgroup", "redisgroups", "rrg")]
[KubernetesEntityCategories("all")]
[Description("One Redis master, its replicas, a Sentinel beside each of them, and one address (the VIP) that always leads to the master.")]
[ScaleSubresource(".spec.replicas", ".status.replicas", ".status.selector")]
[GenericAdditionalPrinterColumn(".status.phase", "Status", "string", Order = 0, Description = "Pending, Starting, Ready, Failover, Switchover, Updating, Degraded or Paused")]
[GenericAdditionalPrinterColumn(".status.master.pod", "Master", "string", Order = 1, Description = "The pod the VIP leads to")]
[GenericAdditionalPrinterColumn(".status.ready", "Ready", "string", Order = 2, Description = "Redis pods that serve, of those asked for")]
[GenericAdditionalPrinterColumn(".status.sentinels.summary", "Sentinels", "string", Order = 3, Description = "Sentinels that agree, of those asked for")]
[GenericAdditionalPrinterColumn(".status.vip.address", "VIP", "string", Order = 4, Description = "The address clients write to")]
[GenericAdditionalPrinterColumn(".status.failovers", "Failovers", "integer", Order = 5, Description = "Failovers since the group was made")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date", Order = 6)]
[GenericAdditionalPrinterColumn(".spec.image", "Image", "string", Order = 7, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(
    ".status.lastSwitch.completedAt", "Last Switch", "date", Order = 8, Priority = PrinterColumnPriority.WideView, Description = "Since the master last changed")]
[ValidationRule(
    "size(self.metadata.name) <= 52 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    "metadata.name must be at most 52 characters of a-z, 0-9 and '-', starting with a letter and ending with a letter or digit: Services and pods are named after it")]
public sealed class RedisReplicationGroup : CustomKubernetesEntity<RedisReplicationGroupSpec, RedisReplicationGroupStatus>
{
    public const string EntityGroup = "redisoperator.io";
    public const string EntityVersion = "v1";
    public const string EntityKind = "RedisReplicationGroup";
    public const string EntityPlural = "redisreplicationgroups";
    public const string EntityApiVersion = EntityGroup + "/" + EntityVersion;

    public RedisReplicationGroup()
    {
        ApiVersion = EntityApiVersion;
        Kind = EntityKind;
    }
}
