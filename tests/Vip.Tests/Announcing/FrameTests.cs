using System.Net;
using System.Net.NetworkInformation;

namespace RedisOperator.Vip.Tests.Announcing;

public sealed class FrameTests
{
    private static readonly PhysicalAddress Mac = new([2, 0, 0, 0, 0, 0x10]);
    private static readonly IPAddress Vip = IPAddress.Parse("172.16.1.50");

    [Fact]
    public void A_probe_asks_without_saying_anything_of_the_one_who_asks()
    {
        var frame = ArpFrame.Probe(Mac, Vip);

        Convert.ToHexString(frame).ShouldBe("FFFFFFFFFFFF" + "020000000010" + "0806" + "0001" + "0800" + "0604" + "0001" + "020000000010" + "00000000" + "000000000000" + "AC100132");
        ArpFrame.Sender(frame).ShouldBeNull();
    }

    [Fact]
    public void Who_answers_stands_in_the_frame()
    {
        var answer = Convert.FromHexString("020000000010" + "020000000077" + "0806" + "0001" + "0800" + "0604" + "0002" + "020000000077" + "AC100132" + "020000000010" + "00000000");

        ArpFrame.Sender(answer).ShouldBe((Vip, new PhysicalAddress([2, 0, 0, 0, 0, 0x77])));
        ArpFrame.Sender(answer.AsSpan(0, 40)).ShouldBeNull("it is cut short");
    }

    [Fact]
    public void An_advertisement_says_who_has_an_IPv6_address_and_overrides_what_was_known()
    {
        var address = IPAddress.Parse("fd00:16::50");
        var message = NeighbourMessage.Advertise(Mac, address);

        Convert.ToHexString(message).ShouldBe("88000000" + "20000000" + "FD000016000000000000000000000050" + "0201" + "020000000010");
        NeighbourMessage.Sender(message).ShouldBe((address, Mac));
        NeighbourMessage.Sender(NeighbourMessage.Solicit(Mac, address)).ShouldBeNull("a question");
        NeighbourMessage.SolicitedNode(address).ToString().ShouldBe("ff02::1:ff00:50");
    }

    [Fact]
    public void An_advertisement_that_does_not_say_it_or_lies_about_its_length_is_passed_over()
    {
        NeighbourMessage.Sender(Convert.FromHexString("88000000" + "20000000" + "FD000016000000000000000000000050")).ShouldBeNull();
        NeighbourMessage.Sender(Convert.FromHexString("88000000" + "20000000" + "FD000016000000000000000000000050" + "0200" + "020000000010")).ShouldBeNull();
        NeighbourMessage.Sender(Convert.FromHexString("88000000" + "20000000" + "FD000016000000000000000000000050" + "0209" + "020000000010")).ShouldBeNull();
    }
}
