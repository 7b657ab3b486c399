namespace RedisOperator.Vip.Tests.Deciding;

public sealed class TakeRuleTests
{
    private const string Vip = "172.16.1.50";

    [Fact]
    public void An_address_that_nobody_answers_for_is_taken() =>
        TakeRule.Decide(Vip, AddressUse.Free, TimeSpan.Zero).Answer.ShouldBe(TakeAnswer.Take);

    [Fact]
    public void A_host_of_the_group_is_given_the_time_to_let_go_and_taken_over_then()
    {
        var former = new AddressUse("02:00:00:00:00:10", "172.16.1.10");

        TakeRule.Decide(Vip, former, TimeSpan.Zero).Answer.ShouldBe(TakeAnswer.WaitForFormer);
        TakeRule.Decide(Vip, former, TakeRule.FormerLetsGoWithin).ShouldSatisfyAllConditions(
            decision => decision.Answer.ShouldBe(TakeAnswer.TakeOver),
            decision => decision.Message.ShouldBe("172.16.1.10 (02:00:00:00:00:10) still answers for 172.16.1.50 and does not let go: taken over. Is its agent dead?"));
    }

    [Fact]
    public void An_address_that_belongs_to_a_stranger_is_never_taken() =>
        TakeRule.Decide(Vip, new AddressUse("02:00:00:00:00:77"), TimeSpan.FromHours(1)).ShouldSatisfyAllConditions(
            decision => decision.MayTake.ShouldBeFalse(),
            decision => decision.Message.ShouldStartWith("172.16.1.50 is in use by 02:00:00:00:00:77, which is none of this group's hosts: not taken."));
}
