using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("The Sentinel beside each redis, and when it acts.")]
public sealed class SentinelSpec
{
    private const string BadDuration = " must be a duration of hours, minutes, seconds or milliseconds, such as 5s or 1m30s";

    [Description("Sentinels that must agree that the master is down. Left out: the majority, replicas / 2 + 1.")]
    [RangeMaximum(9)]
    [ValidationRule("self >= 1", "spec.sentinel.quorum must be at least 1: raise it, or leave it out for the majority")]
    public int? Quorum { get; set; }

    [Description("How long a silent master is waited for before Sentinel calls it down. A crash that is seen does not wait for it. At least 2s.")]
    [Length(2, 16)]
    [ValidationRule("self.matches('" + Duration.Pattern + "')", "spec.sentinel.downAfter" + BadDuration)]
    [ValidationRule(
        "!self.matches('" + Duration.Pattern + "') || duration(self) >= duration('2s')",
        "spec.sentinel.downAfter must be at least 2s, because below it Sentinel calls a new master down by mistake: write 5s, or leave it out")]
    public string DownAfter { get; set; } = "5s";

    [Description("How long one attempt at a failover may take; after a failed one Sentinel waits twice as long. At least 1s.")]
    [Length(2, 16)]
    [ValidationRule("self.matches('" + Duration.Pattern + "')", "spec.sentinel.failoverTimeout" + BadDuration)]
    [ValidationRule(
        "!self.matches('" + Duration.Pattern + "') || duration(self) >= duration('1s')",
        "spec.sentinel.failoverTimeout must be at least 1s: write 10s, or leave it out")]
    public string FailoverTimeout { get; set; } = "10s";

    [Description("Replicas that are pointed to a new master at the same time.")]
    [RangeMinimum(1)]
    [RangeMaximum(8)]
    public int ParallelSyncs { get; set; } = 1;

    [Description("Port of every Sentinel. Cannot be changed later.")]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    [ValidationRule("self == oldSelf", "spec.sentinel.port cannot be changed: make a new group with the other port and move the data to it")]
    public int Port { get; set; } = 26379;

    [Description("CPU and memory of each Sentinel. Set no CPU limit: a throttled Sentinel stops judging for 30 seconds.")]
    public V1ResourceRequirements? Resources { get; set; }

    [Description("Directives for sentinel.conf that do not begin with 'sentinel', such as loglevel: verbose.")]
    [Items(0, 64)]
    [Length(0, 1024)]
    [Pattern(ConfigDirectives.ValuePattern)]
    [ValidationRule(
        "self.all(k, k.matches('^[a-z][a-z0-9-]*$'))",
        "spec.sentinel.config: a key is the name of one directive in lower case, such as loglevel; what follows the name goes into the value")]
    [ValidationRule("self.all(k, !(k in " + ConfigDirectives.SentinelOwned + "))", ConfigDirectives.SentinelOwnedMessage)]
    public IDictionary<string, string>? Config { get; set; }
}
