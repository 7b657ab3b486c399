using RedisOperator.Demo.Faults;
using RedisOperator.Demo.Showing;

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
    public void A_switchover_waits_before_it_holds_writes_back_and_that_is_no_time_of_the_routing()
    {
        var timeline = Timeline.Of(Samples.Killed, Samples.Switchover(), Samples.Gap());

        timeline.DetectMs.ShouldBe(20);
        timeline.HeldBackMs.ShouldBe(1140);
        timeline.PromoteMs.ShouldBe(1140);
        timeline.RouteMs.ShouldBe(10);
        Moments.Of("deleted", timeline).Select(moment => moment.Milliseconds).ShouldBe([0, 20, 1140, 1160, 1170, 232.5]);
    }

    [Fact]
    public void A_switch_that_the_operator_did_not_complete_is_no_timeline()
    {
        var incomplete = Should.Throw<InvalidOperationException>(() => Timeline.Of(Samples.Killed, Samples.Switch(completedAt: null), Samples.Gap()));

        incomplete.Message.ShouldContain("startedAt");
    }
}
