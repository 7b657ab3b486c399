using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The Services of a group.</summary>
public static class ServiceBuilder
{
    /// <summary>The ClusterIP of a Service that has none.</summary>
    internal const string Headless = "None";

    /// <summary>
    /// The VIP. With direct routing it has no selector, so that nobody but the operator writes its endpoints; with routing by labels it selects the pod that
    /// carries the master's label.
    /// </summary>
    public static V1Service Vip(RedisReplicationGroup group)
    {
        var vip = group.Spec.Vip.Service;
        var service = Service(
            group,
            GroupNames.For(group).Vip,
            "vip",
            group.Spec.RoutesDirectly() ? null : RoleSelector(group, Labels.MasterRole),
            Port(GroupPorts.Redis, vip.Port, group.Spec.Port));
        service.Spec!.Type = vip.Type;
        service.Metadata.Annotations = vip.Annotations;
        return group.Spec.IsBalanced() ? Balanced(service, group.Spec.Vip.LoadBalancer) : service;
    }

    /// <summary>
    /// For a load balancer. With externalTrafficPolicy Local only the master's node takes the address' traffic: MetalLB announces the address from there, nobody hands a packet on to
    /// another node, and redis sees the client's own address. The address is asked for in one place only, because MetalLB refuses a Service that has it in an
    /// annotation too; every load balancer that lets somebody ask reads this field.
    /// </summary>
    private static V1Service Balanced(V1Service service, VipLoadBalancerSpec? asked)
    {
        var spec = service.Spec!;
        spec.Type = VipServiceType.LoadBalancer;
        spec.ExternalTrafficPolicy = "Local";
        spec.LoadBalancerIP = asked?.Address;
        spec.LoadBalancerClass = asked?.ClassName;
        service.Metadata.Annotations = Both(service.Metadata.Annotations, asked?.Annotations);
        return service;
    }

    private static IDictionary<string, string>? Both(IDictionary<string, string>? first, IDictionary<string, string>? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }
        var both = new SortedDictionary<string, string>(first, StringComparer.Ordinal);
        foreach (var (name, value) in second)
        {
            both[name] = value;
        }
        return both;
    }

    /// <summary>The replicas, for reads. Empty while the group has none.</summary>
    public static V1Service Replicas(RedisReplicationGroup group) =>
        Service(
            group,
            GroupNames.For(group).Replicas,
            "replicas",
            RoleSelector(group, Labels.ReplicaRole),
            Port(GroupPorts.Redis, group.Spec.Port, group.Spec.Port));

    /// <summary>Every sentinel's address, for clients that ask Sentinel who is master.</summary>
    public static V1Service Sentinel(RedisReplicationGroup group)
    {
        var service = Service(
            group,
            GroupNames.For(group).Sentinel,
            "sentinel",
            Ownership.AllPodsSelector(group),
            Port(GroupPorts.Sentinel, group.Spec.Sentinel.Port, group.Spec.Sentinel.Port));
        service.Spec!.ClusterIP = Headless;
        return service;
    }

    /// <summary>The StatefulSet's governing Service: names for pods, ready or not.</summary>
    public static V1Service Pods(RedisReplicationGroup group)
    {
        var service = Service(group, GroupNames.For(group).Pods, "pods", Ownership.PodSelector(group), BothPorts(group));
        service.Spec!.ClusterIP = Headless;
        service.Spec.PublishNotReadyAddresses = true;
        return service;
    }

    /// <summary>
    /// One pod's own Service, whose address the pod announces: it outlives the pod, so a pod's address never changes and is never another group's.
    /// Not ready pods are published, because a pod is spoken to, by Sentinel and the operator, before it is ready.
    /// </summary>
    public static V1Service Pod(RedisReplicationGroup group, int ordinal)
    {
        var names = GroupNames.For(group);
        var selector = Ownership.PodSelector(group);
        selector[Labels.PodName] = names.Pod(ordinal);
        var service = Service(group, names.PodService(ordinal), "pod", selector, BothPorts(group));
        service.Spec!.PublishNotReadyAddresses = true;
        return service;
    }

    /// <summary>The same for the sentinel-only pod of a pair.</summary>
    public static V1Service Arbiter(RedisReplicationGroup group)
    {
        var name = GroupNames.For(group).Arbiter;
        var selector = Ownership.ArbiterSelector(group);
        selector[Labels.PodName] = name;
        var service = Service(group, name, "pod", selector, Port(GroupPorts.Sentinel, group.Spec.Sentinel.Port, group.Spec.Sentinel.Port));
        service.Spec!.PublishNotReadyAddresses = true;
        return service;
    }

    private static V1Service Service(
        RedisReplicationGroup group,
        string name,
        string component,
        IDictionary<string, string>? selector,
        params IList<V1ServicePort> ports) =>
        new()
        {
            Metadata = Ownership.Metadata(group, name, component),
            Spec = new V1ServiceSpec { Type = VipServiceType.ClusterIP, Selector = selector, Ports = ports },
        };

    private static SortedDictionary<string, string> RoleSelector(RedisReplicationGroup group, string role)
    {
        var selector = Ownership.PodSelector(group);
        selector[Labels.Role] = role;
        return selector;
    }

    private static V1ServicePort[] BothPorts(RedisReplicationGroup group) =>
    [
        Port(GroupPorts.Redis, group.Spec.Port, group.Spec.Port),
        Port(GroupPorts.Sentinel, group.Spec.Sentinel.Port, group.Spec.Sentinel.Port),
    ];

    private static V1ServicePort Port(string name, int port, int targetPort) =>
        new() { Name = name, Port = port, TargetPort = targetPort, Protocol = "TCP" };
}
