using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>
/// What a user asks for. A property's initial value is the field's default in the CRD too, so a default is written down once: the API server fills in the same
/// values that a test gets from <c>new()</c>.
/// </summary>
[Description("What the group should be.")]
[ValidationRule(
    "!has(self.sentinel.quorum) || self.sentinel.quorum <= self.replicas",
    "spec.sentinel.quorum must not be above spec.replicas, the number of sentinels: lower it, or leave it out for the majority")]
[ValidationRule(
    "!has(self.config) || !('save' in self.config) || self.persistence.mode in ['RDB', 'Both']",
    "spec.config: 'save' needs snapshots: set spec.persistence.mode to RDB or Both, or leave 'save' out")]
[ValidationRule(
    "!has(self.durability.mode) || self.durability.mode != 'BoundedLoss' || self.durability.minReplicasToWrite < self.replicas",
    "spec.durability.minReplicasToWrite must be below spec.replicas, or the master could never be written to: lower it, or set spec.durability.mode to Available")]
[ValidationRule(
    "!has(self.vip.hostNetwork) || !(self.vip.hostNetwork.statusPort in [self.port, self.sentinel.port])",
    "spec.vip.hostNetwork.statusPort must be neither spec.port nor spec.sentinel.port: choose another one, or leave it out")]
public sealed class RedisReplicationGroupSpec
{
    [Description("Redis pods in all: one master, the rest replicas. A Sentinel runs beside each. Can be raised and lowered; a master that would go is switched first.")]
    [RangeMaximum(9)]
    [ValidationRule("self >= 1", "spec.replicas must be at least 1 (3 keep their master through the loss of any pod): to end the group, delete it")]
    public int Replicas { get; set; } = 3;

    [Description("Image of Redis 6.2 or later, or of Valkey, with redis-server in its path.")]
    [Length(1, 512)]
    public string Image { get; set; } = "";

    [Description("When the image is pulled. Left out: Kubernetes' own rule, Always for the tag latest and IfNotPresent for the others.")]
    [EnumValues("Always", "IfNotPresent", "Never")]
    public string? ImagePullPolicy { get; set; }

    [Description("Secrets in the group's namespace that hold registry credentials.")]
    [Items(0, 16)]
    public IList<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    [Description("Port of every redis process. Cannot be changed later.")]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    [ValidationRule("self == oldSelf", "spec.port cannot be changed: make a new group with the other port and move the data to it")]
    public int Port { get; set; } = 6379;

    [Description("Directives for redis.conf, by name in lower case, such as maxmemory-policy: allkeys-lru. Directives that the operator sets itself are refused.")]
    [Items(0, 128)]
    [Length(0, 1024)]
    [Pattern(ConfigDirectives.ValuePattern)]
    [ValidationRule(
        "self.all(k, k.matches('^[a-z][a-z0-9-]*$'))",
        "spec.config: a key is the name of one redis.conf directive in lower case, such as maxmemory-policy; what follows the name goes into the value")]
    [ValidationRule("self.all(k, !(k in " + ConfigDirectives.RedisOwned + "))", ConfigDirectives.RedisOwnedMessage)]
    public IDictionary<string, string>? Config { get; set; }

    [Description("CPU and memory of each redis container.")]
    public V1ResourceRequirements? Resources { get; set; }

    public SentinelSpec Sentinel { get; set; } = new();

    public PersistenceSpec Persistence { get; set; } = new();

    public DurabilitySpec Durability { get; set; } = new();

    public VipSpec Vip { get; set; } = new();

    public SwitchoverSpec Switchover { get; set; } = new();

    public UpdateStrategySpec UpdateStrategy { get; set; } = new();

    [Description(
        "Until this time (RFC 3339, such as 2030-01-31T08:00:00Z) the operator keeps its hands off the group: it begins no failover and changes no pod, no setting and no object. "
        + "Only the VIP follows what a majority of the sentinels say. Then it goes on by itself.")]
    [Length(20, 40)]
    [ValidationRule(
        "self.matches('^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-][0-2][0-9]:[0-5][0-9])$')",
        "spec.pausedUntil must be a time with its zone, such as 2030-01-31T08:00:00Z: the pause needs an end")]
    public string? PausedUntil { get; set; }

    public AuthSpec Auth { get; set; } = new();

    public PodTemplateSpec? PodTemplate { get; set; }
}
