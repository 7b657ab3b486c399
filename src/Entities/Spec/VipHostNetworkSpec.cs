using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("An address of the nodes' own network that is kept on the master's node, with mode HostNetwork. The pods use the network of their nodes then.")]
public sealed class VipHostNetworkSpec
{
    /// <summary>Four numbers up to 255 without leading zeros and 1–32; or hexadecimal groups, all eight or fewer around one "::", and 1–128.</summary>
    private const string IsAddressWithPrefix =
        "self.matches('^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.]){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])/(3[0-2]|[12][0-9]|[1-9])$') || "
        + "self.matches('^([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$') || "
        + "(self.matches('^([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$') && self.contains('::') && !self.matches('::.*::|:::') && !self.matches('^:[^:]|[^:]:/'))";

    [Description("The address, with the prefix of its network, such as 172.16.1.50/24. It must be of a network that the interface is in, and nobody else's.")]
    [Length(4, 49)]
    [ValidationRule(IsAddressWithPrefix, "spec.vip.hostNetwork.address must be one IP address with the prefix of its network, such as 172.16.1.50/24")]
    public string Address { get; set; } = "";

    [Description("The interface of the nodes that is to have it, such as ens192; the same on every node that a pod of the group may run on.")]
    [Length(1, 15)]
    [ValidationRule("self.matches('^[A-Za-z0-9_.:@-]+$')", "spec.vip.hostNetwork.interface must be the name of an interface as 'ip link' shows it, such as ens192")]
    public string Interface { get; set; } = "";

    [Description("How often the address is announced after a move, the first time at once.")]
    [RangeMinimum(1)]
    [RangeMaximum(10)]
    public int ArpCount { get; set; } = 3;

    [Description("How long a node keeps the address when it does not reach a majority of the sentinels, from 2s to 10m. Left out: spec.sentinel.downAfter.")]
    [Length(2, 16)]
    [ValidationRule("self.matches('" + Duration.Pattern + "')", "spec.vip.hostNetwork.holdFor must be a duration of hours, minutes, seconds or milliseconds, such as 5s")]
    [ValidationRule(
        "!self.matches('" + Duration.Pattern + "') || (duration(self) >= duration('2s') && duration(self) <= duration('10m'))",
        "spec.vip.hostNetwork.holdFor must be from 2s to 10m: write 5s, or leave it out for spec.sentinel.downAfter")]
    public string? HoldFor { get; set; }

    [Description("Port of the node on which the vip container says what it does (/status, /healthz). Another one for each group on a node, as spec.port and spec.sentinel.port.")]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int StatusPort { get; set; } = 8379;

    [Description("Image of the vip container: redis-operator's own. Left out: that of the running operator; an update of the operator alone replaces no pod, the next replacement takes its image.")]
    [Length(1, 512)]
    public string? Image { get; set; }

    [Description("CPU and memory of each vip container. Set no CPU limit: a throttled one lets go of the address.")]
    public V1ResourceRequirements? Resources { get; set; }
}
