using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Entities;

/// <summary>Values of <see cref="VipSpec.Mode"/>.</summary>
public static class VipMode
{
    public const string Service = "Service";
    public const string LoadBalancer = "LoadBalancer";
    public const string HostNetwork = "HostNetwork";
}

/// <summary>Values of <see cref="VipServiceSpec.Routing"/>.</summary>
public static class VipRouting
{
    public const string Direct = "Direct";
    public const string Labels = "Labels";
}

/// <summary>Values of <see cref="VipServiceSpec.Type"/>.</summary>
public static class VipServiceType
{
    public const string ClusterIP = "ClusterIP";
    public const string NodePort = "NodePort";
    public const string LoadBalancer = "LoadBalancer";
}

[Description("The address that always leads to the master.")]
[ValidationRule(
    "self.mode == 'LoadBalancer' || !has(self.loadBalancer)",
    "spec.vip.loadBalancer is read with mode LoadBalancer only: set spec.vip.mode to LoadBalancer, or leave spec.vip.loadBalancer out")]
[ValidationRule(
    "self.mode != 'HostNetwork' || has(self.hostNetwork)",
    "spec.vip.mode HostNetwork needs spec.vip.hostNetwork with an address and an interface, such as: hostNetwork: {address: 172.16.1.50/24, interface: ens192}")]
[ValidationRule(
    "self.mode == 'HostNetwork' || !has(self.hostNetwork)",
    "spec.vip.hostNetwork is read with mode HostNetwork only: set spec.vip.mode to HostNetwork, or leave spec.vip.hostNetwork out")]
[ValidationRule(
    "self.mode == 'Service' || self.service.type == 'ClusterIP'",
    "spec.vip.service.type is for mode Service only: leave it out, or set spec.vip.mode to Service")]
[ValidationRule(
    "self.mode != 'LoadBalancer' || oldSelf.mode != 'LoadBalancer' || "
    + "(has(self.loadBalancer) && has(self.loadBalancer.className) ? self.loadBalancer.className : '') == "
    + "(has(oldSelf.loadBalancer) && has(oldSelf.loadBalancer.className) ? oldSelf.loadBalancer.className : '')",
    "spec.vip.loadBalancer.className cannot be changed, because a Service keeps its class: set spec.vip.mode to Service first, and then back with the other class")]
public sealed class VipSpec
{
    [Description(
        "Service: a Kubernetes Service with the group's name. "
        + "LoadBalancer: the same Service, with an address for clients outside the cluster that a load balancer such as MetalLB announces from the master's node. "
        + "HostNetwork: the same Service, and an address of the nodes' network that moves with the master, without a load balancer.")]
    [EnumValues(VipMode.Service, VipMode.LoadBalancer, VipMode.HostNetwork)]
    public string Mode { get; set; } = VipMode.Service;

    public VipServiceSpec Service { get; set; } = new();

    public VipLoadBalancerSpec? LoadBalancer { get; set; }

    public VipHostNetworkSpec? HostNetwork { get; set; }
}

[Description("The Service that is the VIP.")]
public sealed class VipServiceSpec
{
    [Description("Type of the Service.")]
    [EnumValues(VipServiceType.ClusterIP, VipServiceType.NodePort, VipServiceType.LoadBalancer)]
    public string Type { get; set; } = VipServiceType.ClusterIP;

    [Description("Annotations of the Service, for a load balancer that reads them.")]
    [Items(0, 64)]
    public IDictionary<string, string>? Annotations { get; set; }

    [Description("Port of the VIP.")]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Port { get; set; } = 6379;

    [Description(
        "Direct: the operator writes the Service's EndpointSlice, one write moves the address. "
        + "Labels: the Service selects redisoperator.io/role=master, for clusters that forbid writing EndpointSlices; slower.")]
    [EnumValues(VipRouting.Direct, VipRouting.Labels)]
    [ValidationRule("self == oldSelf", "spec.vip.service.routing cannot be changed yet: make a new group with the other routing and move the data to it")]
    public string Routing { get; set; } = VipRouting.Direct;
}
