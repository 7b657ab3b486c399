using System.Net;
using System.Text;

namespace RedisOperator.LocalCluster.Network;

/// <summary>
/// The nft ruleset of one machine: kube-proxy's behaviour in one table. Only the first packet of a connection meets the
/// nat chains, so established connections stay where they are when the table is replaced. A machine that is no node is a
/// client to load balancers like any other: it has no rules for their addresses. Pure.
/// </summary>
internal static class ServiceRules
{
    private const string Table = "services";
    private const string Masquerade = "0x4000";
    private const string Drop = "0x8000";

    public static string Text(IReadOnlyList<ServicePort> ports, Machine machine)
    {
        var usable = ports.Where(port => port.Protocol is "tcp" or "udp" && IsAddress(port.ClusterAddress)).Select(port => Clean(port, machine)).ToList();
        var served = usable.Where(port => port.Endpoints.Count > 0).Select((port, index) => (Port: port, Index: index)).ToList();
        var text = new StringBuilder();
        text.Append($"table ip {Table}\ndelete table ip {Table}\ntable ip {Table} {{\n");
        Map(text, "cluster-ports", "ipv4_addr . inet_proto . inet_service",
            served.Select(entry => $"{entry.Port.ClusterAddress} . {entry.Port.Protocol} . {entry.Port.Port} : goto service-{entry.Index}"));
        Map(text, "node-ports", "inet_proto . inet_service",
            served.Where(entry => entry.Port.NodePort > 0).Select(entry => $"{entry.Port.Protocol} . {entry.Port.NodePort} : goto from-outside-{entry.Index}"));
        // An address that two Services have would be refused, and all of the rules with it.
        Map(text, "balanced-ports", "ipv4_addr . inet_proto . inet_service",
            served.SelectMany(entry => Balanced(entry.Port).Select(target => (Target: target, entry.Index))).DistinctBy(entry => entry.Target)
                .Select(entry => $"{entry.Target} : goto from-outside-{entry.Index}"));
        Set(text, "unserved", "ipv4_addr . inet_proto . inet_service", usable.Where(port => port.Endpoints.Count == 0).SelectMany(Balanced).Distinct());
        Hairpins(text, served.SelectMany(entry => entry.Port.Endpoints).Select(endpoint => endpoint.Address).Distinct());
        foreach (var (port, index) in served)
        {
            Chain(text, $"service-{index}", $"# {Comment(port.Name)}", Destination(port));
            if (port.NodePort > 0 || port.BalancedAddresses.Count > 0)
            {
                Chain(text, $"from-outside-{index}", FromOutside(port, index, machine.Node));
            }
        }

        Fixed(text, machine.Address);
        return text.Append("}\n").ToString();
    }

    /// <summary>Addresses come from objects anybody may write; what is no address must not reach the rules.</summary>
    private static ServicePort Clean(ServicePort port, Machine machine) => port with
    {
        Endpoints = [.. port.Endpoints.Where(endpoint => IsAddress(endpoint.Address))],
        BalancedAddresses = machine.Node is null ? [] : [.. port.BalancedAddresses.Where(IsAddress)],
    };

    private static IEnumerable<string> Balanced(ServicePort port) => port.BalancedAddresses.Select(address => $"{address} . {port.Protocol} . {port.Port}");

    /// <summary>
    /// With externalTrafficPolicy Local what comes from outside reaches only this node's endpoints, under the client's own address, and nothing when there
    /// are none; what comes from pods and from the node itself was never outside.
    /// </summary>
    private static string[] FromOutside(ServicePort port, int index, string? node)
    {
        var masqueraded = $"meta mark set meta mark or {Masquerade}";
        if (port.OnNode is not { } nodes)
        {
            return [masqueraded, $"goto service-{index}"];
        }

        var local = (node is null ? [] : nodes[node]).Where(endpoint => IsAddress(endpoint.Address)).ToList();
        return
        [
            $"ip saddr {Addresses.PodCidrs} goto service-{index}",
            $"fib saddr type local {masqueraded} goto service-{index}",
            local.Count > 0 ? Destination(port with { Endpoints = local }) : $"meta mark set meta mark or {Drop}",
        ];
    }

    private static void Fixed(StringBuilder text, string own)
    {
        Chain(text, "dispatch",
            "ip daddr . meta l4proto . th dport vmap @cluster-ports",
            "ip daddr . meta l4proto . th dport vmap @balanced-ports",
            "fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @node-ports");
        Chain(text, "prerouting", "type nat hook prerouting priority dstnat; policy accept;", "jump dispatch");
        Chain(text, "output", "type nat hook output priority -100; policy accept;", "jump dispatch");
        Chain(text, "postrouting", "type nat hook postrouting priority srcnat; policy accept;",
            $"meta mark & {Masquerade} == {Masquerade} snat to {own}",
            // A pod that reaches itself through a Service would drop a packet from its own address.
            $"ip saddr . ip daddr @hairpins snat to {own}");
        // What still has a Service address here was not rewritten: nobody serves it.
        Chain(text, "refuse",
            $"meta mark & {Drop} == {Drop} drop",
            "ip daddr . meta l4proto . th dport @unserved meta l4proto tcp reject with tcp reset",
            "ip daddr . meta l4proto . th dport @unserved reject",
            $"ip daddr {Addresses.ServiceCidr} meta l4proto tcp reject with tcp reset",
            $"ip daddr {Addresses.ServiceCidr} reject");
        Chain(text, "local-in", "type filter hook input priority filter; policy accept;", "jump refuse");
        Chain(text, "forward", "type filter hook forward priority filter; policy accept;", "jump refuse");
        Chain(text, "local-out", "type filter hook output priority filter; policy accept;", "jump refuse");
    }

    private static string Destination(ServicePort port)
    {
        var targets = port.Endpoints.Select((endpoint, number) => $"{number} : {endpoint.Address} . {endpoint.Port}");
        var choice = port.ByClient ? "jhash ip saddr" : "numgen random";
        return $"meta l4proto {port.Protocol} dnat ip to {choice} mod {port.Endpoints.Count} map {{ {string.Join(", ", targets)} }}";
    }

    private static void Map(StringBuilder text, string name, string type, IEnumerable<string> elements) =>
        Named(text, "map " + name, $"type {type} : verdict", elements);

    private static void Set(StringBuilder text, string name, string type, IEnumerable<string> elements) =>
        Named(text, "set " + name, $"type {type}", elements);

    private static void Hairpins(StringBuilder text, IEnumerable<string> addresses) =>
        Set(text, "hairpins", "ipv4_addr . ipv4_addr", addresses.Select(address => $"{address} . {address}"));

    private static void Named(StringBuilder text, string head, string type, IEnumerable<string> elements)
    {
        var list = string.Join(", ", elements);
        text.Append($"  {head} {{\n    {type}\n");
        if (list.Length > 0)
        {
            text.Append($"    elements = {{ {list} }}\n");
        }

        text.Append("  }\n");
    }

    private static void Chain(StringBuilder text, string name, params ReadOnlySpan<string> lines)
    {
        text.Append($"  chain {name} {{\n");
        foreach (var line in lines)
        {
            text.Append($"    {line}\n");
        }

        text.Append("  }\n");
    }

    private static bool IsAddress(string? text) => IPAddress.TryParse(text, out var address) && address.ToString() == text && !text.Contains(':');

    private static string Comment(string name) => string.Concat(name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '/' or ':' or '.'));
}
