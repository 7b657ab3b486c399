using System.Net;
using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Network.Dns;

/// <summary>
/// The names of cluster.local: SERVICE.NS.svc, HOST.SERVICE.NS.svc of headless Services, 1-2-3-4.NS.pod. Read from the
/// registry for each question. Names of the world outside are not known.
/// </summary>
internal sealed class DnsRecords(Registry registry)
{
    private const string Zone = ".cluster.local";
    private const string ServiceLabel = "kubernetes.io/service-name";

    public DnsAnswer Find(string name)
    {
        if (!name.EndsWith(Zone, StringComparison.Ordinal))
        {
            return name is "cluster.local" ? new DnsAnswer([]) : DnsAnswer.Unknown;
        }

        return name[..^Zone.Length].Split('.') switch
        {
            ["svc"] or ["pod"] => new DnsAnswer([]),
            [var ns, "svc"] => Namespace(ns),
            [var service, var ns, "svc"] => Service(ns, service, null),
            [var host, var service, var ns, "svc"] => Service(ns, service, host),
            [var address, var ns, "pod"] => Pod(ns, address),
            _ => DnsAnswer.Unknown,
        };
    }

    private DnsAnswer Namespace(string ns) => registry.Get(KnownTypes.Namespaces.Key(null, ns)) is null ? DnsAnswer.Unknown : new DnsAnswer([]);

    private DnsAnswer Service(string ns, string name, string? host)
    {
        if (registry.Get(KnownTypes.Services.Key(ns, name)) is not { } service)
        {
            return DnsAnswer.Unknown;
        }

        if (service.Text("spec", "type") == "ExternalName")
        {
            // Who asks does not ask again for the other name: what is known of it is the answer.
            return host is not null || service.Text("spec", "externalName") is not { Length: > 0 } alias ? DnsAnswer.Unknown
                : alias.EndsWith(Zone, StringComparison.Ordinal) && alias != $"{name}.{ns}.svc{Zone}" ? Find(alias) : new DnsAnswer(null, alias);
        }

        var address = service.Text("spec", "clusterIP");
        if (address is not (null or "" or "None"))
        {
            return host is null ? new DnsAnswer([address]) : DnsAnswer.Unknown;
        }

        var found = Endpoints(service).Where(endpoint => host is null || endpoint.Text("hostname") == host)
            .SelectMany(endpoint => (endpoint["addresses"] as JsonArray ?? []).Select(item => item.Text()).OfType<string>())
            .Where(text => IPAddress.TryParse(text, out _)).Distinct().ToList();
        return host is null || found.Count > 0 ? new DnsAnswer(found) : DnsAnswer.Unknown;
    }

    private IEnumerable<JsonObject> Endpoints(JsonObject service) => registry.List(KnownTypes.EndpointSlices, service.Namespace()).Items
        .Where(slice => slice.Label(ServiceLabel) == service.Name())
        .SelectMany(slice => slice.Items("endpoints"))
        .Where(endpoint => endpoint.Flag("conditions", "ready") ?? true);

    private DnsAnswer Pod(string ns, string name) =>
        registry.Get(KnownTypes.Namespaces.Key(null, ns)) is not null && IPAddress.TryParse(name.Replace('-', '.'), out var address)
            ? new DnsAnswer([address.ToString()])
            : DnsAnswer.Unknown;
}
