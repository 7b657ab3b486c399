using System.Net;

namespace RedisOperator.Vip.Tests.Deciding;

public sealed class VipAddressTests
{
    [Theory]
    [InlineData("172.16.1.50/24")]
    [InlineData("172.16.1.50/32")]
    [InlineData("172.16.1.0/31")]
    [InlineData("fd00:16::50/64")]
    public void An_address_with_its_prefix_is_one(string text) => VipAddress.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("172.16.1.50", "--vip 172.16.1.50 needs its network's prefix, from /1 to /32, such as 172.16.1.50/24")]
    [InlineData("172.16.1.50/33", "--vip 172.16.1.50/33 needs its network's prefix, from /1 to /32, such as 172.16.1.50/24")]
    [InlineData("fd00::50", "--vip fd00::50 needs its network's prefix, from /1 to /128, such as fd00::50/64")]
    [InlineData("cache.example/24", "--vip cache.example/24 is no address: write it with its network's prefix, such as 172.16.1.50/24")]
    [InlineData("17/24", "--vip 17/24 is no address: write it with its network's prefix, such as 172.16.1.50/24")]
    public void What_is_none_is_refused_with_what_to_write(string text, string sentence) =>
        Should.Throw<VipRefusedException>(() => VipAddress.Parse(text)).Message.ShouldBe(sentence);

    [Theory]
    [InlineData("172.16.1.0/24")]
    [InlineData("172.16.1.255/24")]
    [InlineData("127.0.0.1/8")]
    [InlineData("239.1.1.1/24")]
    [InlineData("ff02::1/64")]
    [InlineData("0.0.0.0/8")]
    public void An_address_that_no_host_can_have_is_refused(string text) =>
        Should.Throw<VipRefusedException>(() => VipAddress.Parse(text)).Message.ShouldContain("is no address that a host can have");

    [Theory]
    [InlineData("172.16.1.50/24", "172.16.1.10", 24, true)]
    [InlineData("172.16.1.50/32", "172.16.1.10", 24, true)]
    [InlineData("172.16.9.50/24", "172.16.1.10", 24, false)]
    [InlineData("172.16.9.50/24", "172.16.1.10", 16, true)]
    [InlineData("fd00:16::50/64", "fd00:16::10", 64, true)]
    [InlineData("fd00:17::50/64", "fd00:16::10", 64, false)]
    [InlineData("fd00:16::50/64", "fe80::10", 64, false)]
    [InlineData("fd00:16::50/64", "172.16.1.10", 24, false)]
    public void It_is_in_the_network_of_an_interface_whose_prefix_it_shares(string vip, string address, int prefix, bool inNetwork) =>
        VipAddress.Parse(vip).IsInNetworkOf(new InterfaceAddress(IPAddress.Parse(address), prefix)).ShouldBe(inNetwork);
}
