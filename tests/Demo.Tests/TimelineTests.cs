using RedisOperator.Demo.Faults;

namespace RedisOperator.Demo.Tests;

public sealed class TimelineTests
{
    [Fact]
    public void The_parts_are_counted_from_the_moment_before_and_the_first_write_from_the_fault()
    {
        var timeline = Timeline.Of(Samples.Killed, Samples.Switch(), Samples.Gap());

        timeline.DetectMs.ShouldBe(20);
        timeline.PromoteMs.ShouldBe(150);
        timeline.RouteMs.ShouldBe(40);
        timeline.FirstWriteMs.ShouldBe(232.5);
    }

    [Fact]
    public void A_switch_that_the_operator_did_not_complete_is_no_timeline()
    {
        var incomplete = Should.Throw<InvalidOperationException>(() => Timeline.Of(Samples.Killed, Samples.Switch(completedAt: null), Samples.Gap()));

        incomplete.Message.ShouldContain("startedAt");
    }
}
