using System.Globalization;
using System.Net;
using System.Net.Sockets;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>Where the VIP leads: one slice with one endpoint, so that old out and new in is one write.</summary>
public static class EndpointSliceBuilder
{
    /// <summary>
    /// <paramref name="ready"/> is the pod's own readiness; <paramref name="epoch"/> is Sentinel's config-epoch of this routing, kept in an annotation so that
    /// whoever writes next can tell an older decision from a newer one.
    /// </summary>
    public static V1EndpointSlice Build(
        RedisReplicationGroup group,
        string podName,
        string podUid,
        string podAddress,
        string? nodeName,
        bool ready,
        long epoch)
    {
        var names = GroupNames.For(group);
        var slice = new V1EndpointSlice
        {
            Metadata = Ownership.Metadata(group, names.VipSlice),
            AddressType = IPAddress.Parse(podAddress).AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4",
            Ports = [new Discoveryv1EndpointPort { Name = GroupPorts.Redis, Port = group.Spec.Port, Protocol = "TCP" }],
            Endpoints =
            [
                new V1Endpoint
                {
                    Addresses = [podAddress],
                    Conditions = new V1EndpointConditions { Ready = ready, Serving = ready, Terminating = false },
                    NodeName = nodeName,
                    TargetRef = new V1ObjectReference { Kind = "Pod", NamespaceProperty = names.Namespace, Name = podName, Uid = podUid },
                },
            ],
        };
        slice.Metadata.Labels![Labels.ServiceName] = names.Vip;
        slice.Metadata.Labels[Labels.EndpointSliceManagedBy] = Labels.EndpointSliceManagedByValue;
        slice.Metadata.Annotations = new Dictionary<string, string> { [Annotations.Epoch] = epoch.ToString(CultureInfo.InvariantCulture) };
        return slice;
    }
}
