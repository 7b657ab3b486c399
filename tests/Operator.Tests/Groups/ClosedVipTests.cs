using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Groups;

/// <summary>The VIP leads nowhere rather than to a pod that was master and is back as a replica of nobody.</summary>
public sealed class ClosedVipTests
{
    private static readonly SentinelView DownSince = Names(0, downFor: TimeSpan.FromSeconds(1));

    [Fact]
    public void A_master_that_is_back_held_while_nobody_can_be_promoted_closes_the_VIP()
    {
        var close = Steps(BackHeld(), ready: true, lost: 1500).OfType<Step.CloseVip>().Single();
        close.From.Ordinal.ShouldBe(0);
        var endpoint = close.Desired.Endpoints.Single();
        (endpoint.Conditions!.Ready, endpoint.TargetRef!.Name).ShouldBe((false, "cache-0"));
    }

    [Fact]
    public void It_is_closed_once() => Steps(BackHeld(), ready: false, lost: 1500).ShouldBeEmpty();

    [Fact]
    public void Within_a_second_of_the_loss_a_failover_usually_ends_and_the_VIP_waits_for_it() => Steps(BackHeld(), ready: true, lost: 900).ShouldBeEmpty();

    [Fact]
    public void A_routed_pod_that_does_not_answer_may_still_serve_others() =>
        Steps(BackHeld().Redis(Silent(), Replica(0), Replica(0)), ready: true, lost: 1500).ShouldBeEmpty();

    [Fact]
    public void It_opens_with_the_master() =>
        Steps(new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(Names(0)).RoutedTo(0), ready: false, lost: 5000)
            .OfType<Step.MoveVip>().Single().Desired.Endpoints.Single().Conditions!.Ready.ShouldBe(true);

    /// <summary>As a standby sees it: the leader that would start a failover at once is gone.</summary>
    private static World BackHeld() => new World().Redis(Held(), Replica(0), Replica(0)).SentinelsAll(DownSince).RoutedTo(0);

    private static IReadOnlyList<Step> Steps(World world, bool ready, int lost)
    {
        var observation = world.Observe();
        var routed = observation.Pods[0].Pod!;
        var slice = EndpointSliceBuilder.Build(observation.Group, "cache-0", routed.Metadata.Uid!, routed.Status!.PodIP!, null, ready, 0);
        return [.. GroupPlan.RoutingOnly(
            observation with { Objects = observation.Objects with { Slice = slice }, MasterLostAt = World.Now.AddMilliseconds(-lost) }, demotes: true).Stages.SelectMany(stage => stage)];
    }
}
