using System.Net;
using System.Text;

namespace RedisOperator.LocalCluster.Network;

/// <summary>
/// The nft ruleset of one machine: kube-proxy's behaviour in one table. Only the first packet of a connection meets the
/// nat chains, so established connections stay where they are when the table is replaced. Pure.
/// </summary>
internal static class ServiceRules
{
    private const string Table = "services";
    private const string Masquerade = "0x4000";

    /// <param name="own">The machine's address: what a masqueraded connection seems to come from.</param>
    public static string Text(IReadOnlyList<ServicePort> ports, string own)
    {
        // Addresses come from objects anybody may write; what is no address must not reach the rules.
        var usable = ports.Select(port => port with { Endpoints = [.. port.Endpoints.Where(endpoint => IsAddress(endpoint.Address))] })
            .Where(port => port.Protocol is "tcp" or "udp" && IsAddress(port.ClusterAddress)).ToList();
        var served = usable.Where(port => port.Endpoints.Count > 0).Select((port, index) => (Port: port, Index: index)).ToList();
        var text = new StringBuilder();
        text.Append($"table ip {Table}\ndelete table ip {Table}\ntable ip {Table} {{\n");
        Map(text, "cluster-ports", "ipv4_addr . inet_proto . inet_service",
            served.Select(entry => $"{entry.Port.ClusterAddress} . {entry.Port.Protocol} . {entry.Port.Port} : goto service-{entry.Index}"));
        Map(text, "node-ports", "inet_proto . inet_service",
            served.Where(entry => entry.Port.NodePort > 0).Select(entry => $"{entry.Port.Protocol} . {entry.Port.NodePort} : goto from-outside-{entry.Index}"));
        Hairpins(text, served.SelectMany(entry => entry.Port.Endpoints).Select(endpoint => endpoint.Address).Distinct());
        foreach (var (port, index) in served)
        {
            Chain(text, $"service-{index}", $"# {Comment(port.Name)}", Destination(port));
            if (port.NodePort > 0)
            {
                Chain(text, $"from-outside-{index}", $"meta mark set meta mark or {Masquerade}", $"goto service-{index}");
            }
        }

        Fixed(text, own);
        return text.Append("}\n").ToString();
    }

    private static void Fixed(StringBuilder text, string own)
    {
        Chain(text, "dispatch",
            "ip daddr . meta l4proto . th dport vmap @cluster-ports",
            "fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @node-ports");
        Chain(text, "prerouting", "type nat hook prerouting priority dstnat; policy accept;", "jump dispatch");
        Chain(text, "output", "type nat hook output priority -100; policy accept;", "jump dispatch");
        Chain(text, "postrouting", "type nat hook postrouting priority srcnat; policy accept;",
            $"meta mark & {Masquerade} == {Masquerade} snat to {own}",
            // A pod that reaches itself through a Service would drop a packet from its own address.
            $"ip saddr . ip daddr @hairpins snat to {own}");
        // What still has a Service address here was not rewritten: nobody serves it.
        Chain(text, "refuse", $"ip daddr {Addresses.ServiceCidr} meta l4proto tcp reject with tcp reset", $"ip daddr {Addresses.ServiceCidr} reject");
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

    private static void Hairpins(StringBuilder text, IEnumerable<string> addresses) =>
        Named(text, "set hairpins", "type ipv4_addr . ipv4_addr", addresses.Select(address => $"{address} . {address}"));

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
