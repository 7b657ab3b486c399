using System.Net;
using System.Net.Sockets;
using k8s.Models;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The addresses of the VIP, as its Service has them.</summary>
public static class VipAddress
{
    /// <summary>What a load balancer has assigned: an address, or the name of one; null as long as it has not.</summary>
    public static string? Assigned(V1Service? service) =>
        service?.Spec?.Type == VipServiceType.LoadBalancer && service.Status?.LoadBalancer?.Ingress is [var first, ..] ? first.Ip ?? first.Hostname : null;

    /// <summary>With the port; an IPv6 address in brackets.</summary>
    public static string? WithPort(string? address, int port)
    {
        if (address is null)
        {
            return null;
        }
        var isIpv6 = IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;
        return isIpv6 ? $"[{address}]:{port}" : $"{address}:{port}";
    }
}
