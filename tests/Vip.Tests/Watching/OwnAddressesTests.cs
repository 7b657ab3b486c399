using System.Net;
using System.Net.NetworkInformation;
using RedisOperator.Redis;

namespace RedisOperator.Vip.Tests.Watching;

public sealed class OwnAddressesTests
{
    private static readonly VipSettings Settings = new() { Vip = VipAddress.Parse("172.16.1.50/24"), Interface = "ens192" };

    private static readonly InterfaceView[] Interfaces =
    [
        View("lo", "127.0.0.1/8"),
        View("ens192", "172.16.1.10/24", "172.16.1.50/24"),
        View("ens224", "10.1.1.10/24"),
        View("kube-ipvs0", "10.96.0.10/32", "10.96.0.11/32", "10.96.0.12/32"),
    ];

    private static readonly OwnAddresses Own = OwnAddresses.From(Interfaces, Settings);

    [Fact]
    public void Sentinels_may_name_any_of_the_hosts_addresses_and_the_one_that_redis_announces()
    {
        Self(AnnouncedAddress.None).ShouldBe(["10.1.1.10:6379", "127.0.0.1:6379", "172.16.1.10:6379"]);
        Self(new AnnouncedAddress("10.96.0.10", null)).ShouldContain("10.96.0.10:6379");
        Self(new AnnouncedAddress("10.96.0.10", 7000)).ShouldContain("10.96.0.10:7000");
        Self(new AnnouncedAddress(null, 7000)).ShouldContain("172.16.1.10:7000");
    }

    [Fact]
    public void What_is_set_counts_more_than_what_redis_announces() =>
        Own.Of(Settings with { AnnouncedAs = new HostPort("203.0.113.7", 6380) }, new AnnouncedAddress("10.96.0.10", null)).Select(address => $"{address}")
            .ShouldSatisfyAllConditions(self => self.ShouldContain("203.0.113.7:6380"), self => self.ShouldNotContain("10.96.0.10:6379"));

    [Fact]
    public void Addresses_of_Services_that_every_node_has_are_not_its_own()
    {
        // Another pod's would make this host believe that it is the one the sentinels name.
        Own.Contains("10.96.0.11").ShouldBeFalse();
        Own.Contains("172.16.1.10").ShouldBeTrue();
        Own.Contains("172.16.1.50").ShouldBeFalse("it is whoever's it is");
    }

    [Fact]
    public void A_neighbour_is_who_is_on_a_network_of_the_addresss_interface()
    {
        Own.IsNeighbour(IPAddress.Parse("172.16.1.11")).ShouldBeTrue();
        Own.IsNeighbour(IPAddress.Parse("10.1.1.11")).ShouldBeFalse("it is on another interface");
        Own.IsNeighbour(IPAddress.Parse("10.96.0.11")).ShouldBeFalse("it is on none");
        Own.IsNeighbour(IPAddress.Parse("fd00:16::11")).ShouldBeFalse();
    }

    [Fact]
    public void What_redis_announces_is_read_from_its_directives()
    {
        AnnouncedAddress.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["replica-announce-ip"] = "", ["replica-announce-port"] = "0" }).ShouldBe(AnnouncedAddress.None);
        AnnouncedAddress.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["replica-announce-ip"] = "10.96.0.10", ["replica-announce-port"] = "7000" })
            .ShouldBe(new AnnouncedAddress("10.96.0.10", 7000));
        AnnouncedAddress.From(new Dictionary<string, string>(StringComparer.Ordinal)).ShouldBe(AnnouncedAddress.None);
    }

    private static string[] Self(AnnouncedAddress announced) => [.. Own.Of(Settings, announced).Select(address => $"{address}").Order(StringComparer.Ordinal)];

    private static InterfaceView View(string name, params string[] addresses) =>
        new(name, 1, PhysicalAddress.None, [.. addresses.Select(address => new InterfaceAddress(IPAddress.Parse(address.Split('/')[0]), int.Parse(address.Split('/')[1])))]);
}
