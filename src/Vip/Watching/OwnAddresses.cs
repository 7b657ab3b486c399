using System.Net;
using RedisOperator.Redis;

namespace RedisOperator.Vip;

/// <summary>By which addresses others know this host.</summary>
internal sealed record OwnAddresses(IReadOnlySet<IPAddress> Addresses)
{
    /// <summary>All that the kernel has now, without the VIP: it is whoever's it is.</summary>
    public static OwnAddresses Read(VipAddress vip) => new(InterfaceView.All()
        .SelectMany(view => view.Addresses).Select(address => Unscoped(address.Address)).Where(address => !address.Equals(vip.Address)).ToHashSet());

    public bool Contains(string host) => IPAddress.TryParse(host, out var address) && (IPAddress.IsLoopback(address) || Addresses.Contains(Unscoped(address)));

    /// <summary>Where sentinels may say that this host's redis is.</summary>
    public IReadOnlySet<HostPort> Of(VipSettings settings)
    {
        var self = Addresses.Select(address => new HostPort(address.ToString(), settings.Redis.Port)).ToHashSet();
        if (settings.AnnouncedAs is { } announced)
        {
            self.Add(announced);
        }

        if (!IPAddress.TryParse(settings.Redis.Host, out var given) || !IPAddress.IsLoopback(given))
        {
            self.Add(settings.Redis);
        }

        return self;
    }

    private static IPAddress Unscoped(IPAddress address) => address.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes()) : address;
}
