using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>By which addresses others know this host.</summary>
/// <param name="Networks">what the VIP's interface has: who is in one of these networks is a neighbour there</param>
internal sealed record OwnAddresses(IReadOnlySet<IPAddress> Addresses, IReadOnlyList<InterfaceAddress> Networks)
{
    /// <summary>Where kube-proxy (in ipvs mode) and kube-router put the addresses of all Services on every node: they are as much this host's as any other's.</summary>
    private static readonly string[] NotOwn = ["kube-ipvs0", "kube-dummy-if"];

    /// <summary>All that the kernel has now, without the VIP: it is whoever's it is.</summary>
    public static OwnAddresses Read(VipSettings settings) => From(InterfaceView.All(), settings);

    internal static OwnAddresses From(IEnumerable<InterfaceView> interfaces, VipSettings settings)
    {
        InterfaceView[] own = [.. interfaces.Where(view => !NotOwn.Contains(view.Name))];
        return new OwnAddresses(
            own.SelectMany(Addresses).Select(address => Unscoped(address.Address)).ToHashSet(),
            [.. own.Where(view => view.Name == settings.Interface).SelectMany(Addresses)]);

        IEnumerable<InterfaceAddress> Addresses(InterfaceView view) => view.Addresses.Where(address => !address.Address.Equals(settings.Vip.Address));
    }

    public bool Contains(string host) => IPAddress.TryParse(host, out var address) && Contains(address);

    public bool Contains(IPAddress address) => IPAddress.IsLoopback(address) || Addresses.Contains(Unscoped(address));

    /// <summary>It is on a network of the VIP's interface, so that it can be asked there who it is.</summary>
    public bool IsNeighbour(IPAddress address) => Networks.Any(network => network.IsSameNetwork(address));

    /// <summary>Where sentinels may say that this host's redis is.</summary>
    /// <param name="announced">by redis itself; what is set counts more</param>
    public IReadOnlySet<HostPort> Of(VipSettings settings, AnnouncedAddress announced)
    {
        var self = Addresses.Select(address => new HostPort(address.ToString(), settings.Redis.Port)).ToHashSet();
        if (settings.AnnouncedAs is { } set)
        {
            self.Add(set);
        }
        else if (announced.Host is { } host)
        {
            self.Add(new HostPort(host, announced.Port ?? settings.Redis.Port));
        }
        else if (announced.Port is { } port)
        {
            self.UnionWith(Addresses.Select(address => new HostPort(address.ToString(), port)));
        }

        if (!IPAddress.TryParse(settings.Redis.Host, out var given) || !IPAddress.IsLoopback(given))
        {
            self.Add(settings.Redis);
        }

        return self;
    }

    private static IPAddress Unscoped(IPAddress address) => address.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes()) : address;
}
