using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

[Description("What is asked of the load balancer, with mode LoadBalancer. All of it may be left out: then the cluster's own load balancer chooses an address.")]
[ValidationRule(
    "!has(self.address) || !has(self.annotations) || "
    + "!('metallb.io/loadBalancerIPs' in self.annotations || 'metallb.universe.tf/loadBalancerIPs' in self.annotations)",
    "spec.vip.loadBalancer.annotations must not ask for an address beside spec.vip.loadBalancer.address, because MetalLB refuses a Service that asks twice: leave one of them out")]
public sealed class VipLoadBalancerSpec
{
    /// <summary>Four numbers up to 255 without leading zeros; or hexadecimal groups, all eight or fewer around one "::".</summary>
    private const string IsAddress =
        "self.matches('^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.]){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$') || "
        + "self.matches('^([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}$') || "
        + "(self.matches('^([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}$') && self.contains('::') && !self.matches('::.*::|:::') && !self.matches('^:[^:]|[^:]:$'))";

    [Description("The address to ask for, without a prefix, such as 172.16.1.50; one that the load balancer may give away. Left out: it chooses one.")]
    [Length(2, 45)]
    [ValidationRule(IsAddress, "spec.vip.loadBalancer.address must be one IP address without a prefix, such as 172.16.1.50")]
    public string? Address { get; set; }

    [Description("The class of the load balancer, where there are several (loadBalancerClass of the Service). Left out: the cluster's default. Cannot be changed while mode is LoadBalancer.")]
    [Length(1, 253)]
    [ValidationRule(
        "self.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$')",
        "spec.vip.loadBalancer.className must be the name of a class, such as internal or example.com/internal")]
    public string? ClassName { get; set; }

    [Description("Annotations of the Service for this load balancer, such as metallb.io/address-pool. They go before those of spec.vip.service.")]
    [Items(0, 64)]
    [Length(0, 1024)]
    public IDictionary<string, string>? Annotations { get; set; }
}
