using System.Net;
using System.Net.NetworkInformation;
using RedisOperator.LocalCluster.Network.LoadBalancing;

namespace RedisOperator.LocalCluster.Tests.Network.LoadBalancing;

public sealed class ArpFrameTests
{
    private static readonly PhysicalAddress Own = PhysicalAddress.Parse("02:00:ac:1e:00:0b");
    private static readonly PhysicalAddress Client = PhysicalAddress.Parse("02:00:00:00:00:01");
    private static readonly IPAddress Address = IPAddress.Parse("172.30.0.200");

    [Fact]
    public void ARequestIsAnsweredToTheOneWhoAsked()
    {
        var request = Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "0806" + "0001" + "0800" + "0604" + "0001" + "020000000001" + "AC1E0001" + "000000000000" + "AC1E00C8");

        var asked = ArpFrame.Parse(request).ShouldNotBeNull();

        (asked.Operation, asked.Hardware, asked.Sender, asked.Target).ShouldBe((ArpOperation.Request, Client, IPAddress.Parse("172.30.0.1"), Address));
        Convert.ToHexString(asked.Answer(Own).ToBytes())
            .ShouldBe("020000000001" + "0200AC1E000B" + "0806" + "0001" + "0800" + "0604" + "0002" + "0200AC1E000B" + "AC1E00C8" + "020000000001" + "AC1E0001");
    }

    [Fact]
    public void GratuitousOnesGoToEverybodyAsARequestAndAsAReply()
    {
        var frames = ArpFrame.Gratuitous(Own, Address);

        frames.Select(frame => frame.Operation).ShouldBe([ArpOperation.Request, ArpOperation.Reply]);
        foreach (var frame in frames.Select(frame => Convert.ToHexString(frame.ToBytes())))
        {
            frame.ShouldStartWith("FFFFFFFFFFFF" + "0200AC1E000B" + "0806");
            frame[44..64].ShouldBe("0200AC1E000B" + "AC1E00C8", "who sends, and which address");
            frame.ShouldEndWith("AC1E00C8");
        }
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        var frame = ArpFrame.Gratuitous(Own, Address)[1];

        ArpFrame.Parse(frame.ToBytes()).ShouldBe(frame);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FFFFFFFFFFFF0200000000010806000108000604")]
    [InlineData("FFFFFFFFFFFF020000000001080000010800060400010200000000010A0000010000000000000A000002")]
    [InlineData("FFFFFFFFFFFF02000000000108060001080006100001020000000001AC1E0001000000000000AC1E00C8")]
    public void WhatIsNoArpForIPv4IsNone(string frame) => ArpFrame.Parse(Convert.FromHexString(frame)).ShouldBeNull();
}
