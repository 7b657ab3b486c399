using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Groups;

public sealed class SwitchoverTests
{
    private static World Healthy(long lag = 0) =>
        new World().Redis(Master(100), Replica(0, 100 - lag, linked: true), Replica(0, 100, linked: true)).SentinelsAll(Names(0)).RoutedTo(0);

    private static RedisReplicationGroupStatus Open(string reason, string wish = SwitchoverTarget.Any, double secondsAgo = 2, string? sentinel = null) => new()
    {
        Master = new MasterStatus { Pod = "cache-0" },
        LastSwitch = new LastSwitchStatus
        {
            Kind = SwitchKind.Switchover,
            Reason = reason,
            Sentinel = sentinel,
            Wish = wish,
            From = "cache-0",
            StartedAt = World.Now.AddSeconds(-secondsAgo).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        },
    };

    private static World Begun(string reason, string wish = SwitchoverTarget.Any, double secondsAgo = 2) => Healthy().Status(Open(reason, wish, secondsAgo)).RoutedTo(0);

    [Fact]
    public void A_request_is_put_on_record_before_anything_is_done()
    {
        var plan = Healthy().Asking("cache-2").Plan();
        plan.Decision.ShouldBeOfType<Decision.Keep>().Accepted!.Wish.ShouldBe("cache-2");
        plan.Stages.SelectMany(stage => stage).ShouldNotContain(step => step is Step.HandOver || step is Step.SetPriority || step is Step.ClearRequest);
    }

    [Fact]
    public void A_request_on_record_is_taken_off_and_the_others_are_made_ineligible()
    {
        var plan = Begun(Reasons.SwitchoverRequested, "cache-2").Asking("cache-2").Plan();
        plan.Decision.ShouldBeOfType<Decision.Steer>().Ineligible.Single().Ordinal.ShouldBe(1);
        plan.Stages[0].Single().ShouldBeOfType<Step.ClearRequest>().Value.ShouldBe("cache-2");
    }

    [Fact]
    public void When_the_sentinel_has_seen_it_the_master_hands_over_then_the_VIP_moves_then_it_is_demoted()
    {
        var world = Healthy().Status(Open(Reasons.SwitchoverRequested, "cache-2")).RoutedTo(0)
            .Redis(Master(100), Replica(0, 100, linked: true, priority: 0), Replica(0, 100, linked: true)).SentinelsAll(Names(0, epoch: 4, ineligible: 1));
        var hand = world.Decide().ShouldBeOfType<Decision.HandOver>();
        (hand.From.Ordinal, hand.Pod.Ordinal, hand.Epoch).ShouldBe((0, 2, 5L));
        hand.Sentinel.Ordinal.ShouldNotBe(0);
        var stages = world.Plan().Stages;
        stages[0].Single().ShouldBeOfType<Step.HandOver>();
        stages[1].OfType<Step.MoveVip>().Single().To.Ordinal.ShouldBe(2);
        stages[1].OfType<Step.Follow>().Single().Pod.Ordinal.ShouldBe(1);
        stages[2].OfType<Step.Demote>().Single().Pod.Ordinal.ShouldBe(0);
    }

    [Fact]
    public void What_was_handed_over_stays_master_while_the_sentinel_has_not_selected_it_yet()
    {
        var world = Begun(Reasons.SwitchoverRequested, "cache-2").RoutedTo(2, epoch: 5)
            .Redis(Replica(2), Replica(2, linked: true), Master(100)).Sentinels(Names(0, epoch: 4), Names(0, epoch: 4, leads: true), Names(0, epoch: 4));
        world.Decide().ShouldBeOfType<Decision.Keep>().Pod.Ordinal.ShouldBe(2);
    }

    [Fact]
    public void When_the_sentinel_that_was_told_has_died_another_one_is_made_to_select_the_same_pod()
    {
        World After(int priority, int? ineligible) => Begun(Reasons.SwitchoverRequested, "cache-2").RoutedTo(2, epoch: 5)
            .Redis(Replica(2), Replica(2, linked: true, priority: priority), Master(100))
            .Sentinels(Names(0, epoch: 4, ineligible: ineligible), NoAnswer(), Names(0, epoch: 4, ineligible: ineligible));

        After(100, null).Decide().ShouldBeOfType<Decision.Steer>().Ineligible.Single().Ordinal.ShouldBe(1);
        After(0, 1).Decide().ShouldBeOfType<Decision.StartFailover>();
    }

    [Fact]
    public void The_replica_that_the_others_were_made_ineligible_for_stays_the_target_when_another_one_is_ahead_for_a_moment()
    {
        var world = Healthy().Status(Open(Reasons.RollingUpdate)).RoutedTo(0).Cordoned(0)
            .Redis(Master(100), Replica(0, 100, linked: true, priority: 0), Replica(0, 99, linked: true)).SentinelsAll(Names(0, ineligible: 1));
        world.Decide().ShouldBeOfType<Decision.HandOver>().Pod.Ordinal.ShouldBe(2);
    }

    [Fact]
    public void A_sentinel_that_does_not_reach_the_target_is_not_asked_and_when_none_does_writes_are_not_held_back()
    {
        World Steered(SentinelView one, SentinelView two) => Healthy().Status(Open(Reasons.SwitchoverRequested, "cache-2")).RoutedTo(0)
            .Redis(Master(100), Replica(0, 100, linked: true, priority: 0), Replica(0, 100, linked: true)).Sentinels(Names(0, ineligible: 1), one, two);

        Steered(Names(0, ineligible: 1, unreached: 2), Names(0, ineligible: 1)).Decide().ShouldBeOfType<Decision.HandOver>().Sentinel.Ordinal.ShouldBe(2);
        Steered(Names(0, ineligible: 1, unreached: 2), Names(0, ineligible: 1, unreached: 2)).Decide().ShouldBeOfType<Decision.Wait>().Message.ShouldContain("does not reach cache-2");
    }

    [Fact]
    public void A_sentinel_that_has_not_heard_the_target_for_seconds_would_refuse_and_another_one_is_asked_even_if_it_was_asked_before()
    {
        World Steered(SentinelView one) => Healthy().Status(Open(Reasons.SwitchoverRequested, "cache-2", sentinel: "cache-1")).RoutedTo(0)
            .Redis(Master(100), Replica(0, 100, linked: true, priority: 0), Replica(0, 100, linked: true)).Sentinels(Names(0, ineligible: 1), one, Names(0, ineligible: 1));

        Steered(Names(0, ineligible: 1)).Decide().ShouldBeOfType<Decision.HandOver>().Sentinel.Ordinal.ShouldBe(1);
        Steered(Names(0, ineligible: 1, unheard: 2)).Decide().ShouldBeOfType<Decision.HandOver>().Sentinel.Ordinal.ShouldBe(2);
        Steered(NoAnswer()).Decide().ShouldBeOfType<Decision.Wait>().Message.ShouldContain("was asked to fail over and does not answer now");
    }

    [Theory]
    [InlineData("cache-7", "cache-7 is no pod of this group: write cache-0, cache-1, cache-2 or any")]
    [InlineData("cache-0", "cache-0 is the master already")]
    public void A_request_that_cannot_be_met_is_refused_with_the_reason(string wish, string because)
    {
        var plan = Healthy().Asking(wish).Plan();
        plan.Decision.ShouldBeOfType<Decision.Keep>().Refusal.ShouldBe(because);
        plan.Stages[0].Single().ShouldBeOfType<Step.ClearRequest>();
    }

    [Fact]
    public void A_replica_that_lags_too_far_is_refused()
    {
        var world = Healthy(lag: 60).Asking("cache-1").Spec(spec => spec.Switchover.MaxLagBytes = "50");
        world.Decide().ShouldBeOfType<Decision.Keep>().Refusal.ShouldBe("cache-1 is 60 bytes behind, more than spec.switchover.maxLagBytes (50)");
    }

    [Fact]
    public void Without_a_majority_of_sentinels_a_request_is_refused() =>
        Healthy().Asking("any").Sentinels(Names(0), NoAnswer(), NoAnswer()).Decide()
            .ShouldBeOfType<Decision.Keep>().Refusal.ShouldBe("only 1 of 3 sentinels name the master (2 needed)");

    [Fact]
    public void A_switchover_that_does_not_come_about_in_time_is_given_up() =>
        Begun(Reasons.SwitchoverRequested, secondsAgo: 11).Decide().ShouldBeOfType<Decision.Keep>().Refusal.ShouldBe("it did not come about within 10s");

    [Fact]
    public void A_master_whose_pod_is_being_deleted_hands_over() =>
        Healthy().Terminating(0).Decide().ShouldBeOfType<Decision.Keep>().Accepted!.Reason.ShouldBe(Reasons.MasterTerminating);

    [Fact]
    public void A_master_on_a_cordoned_node_hands_over_to_one_that_is_not() =>
        Begun(Reasons.MasterNodeCordoned).Cordoned(0).Cordoned(1).Decide().ShouldBeOfType<Decision.Steer>().Eligible.Single().Ordinal.ShouldBe(2);

    [Fact]
    public void Where_all_nodes_are_cordoned_the_master_stays() => Healthy().Cordoned(0).Cordoned(1).Cordoned(2).Decide().ShouldBeOfType<Decision.Keep>().Accepted.ShouldBeNull();

    [Fact]
    public void What_nobody_asked_for_is_not_tried_again_at_once_after_a_failure()
    {
        var status = new RedisReplicationGroupStatus
        {
            LastSwitch = new LastSwitchStatus { Kind = SwitchKind.Switchover, Outcome = SwitchOutcome.Failed, StartedAt = "2026-11-22T11:59:40Z", CompletedAt = "2026-11-22T11:59:57Z" },
        };
        Healthy().Cordoned(0).Status(status).RoutedTo(0).Decide().ShouldBeOfType<Decision.Keep>().Accepted.ShouldBeNull();
        Healthy().Terminating(0).Status(status).RoutedTo(0).Decide().ShouldBeOfType<Decision.Keep>().Accepted.ShouldNotBeNull("a pod that is being deleted waits for nobody");
    }

    [Fact]
    public void The_outdated_replica_with_the_highest_ordinal_goes_first()
    {
        var plan = Updating().Outdated(0, 1, 2).Plan();
        plan.Stages.SelectMany(stage => stage).OfType<Step.DeletePod>().Single().Pod.Ordinal.ShouldBe(2);
    }

    [Fact]
    public void What_is_asked_for_during_another_switch_is_a_new_request_after_it()
    {
        var world = Begun(Reasons.MasterNodeCordoned).Cordoned(0).Asking("cache-1");
        world.Decide().Reason.ShouldBe(Reasons.MasterNodeCordoned);
        world.Plan().Stages.SelectMany(stage => stage).ShouldNotContain(step => step is Step.ClearRequest);
    }

    [Fact]
    public void Two_reasons_do_not_play_ping_pong()
    {
        // The master is outdated, the updated replica would have to go: neither the update nor the smaller group hands over to it.
        Updating().Outdated(0).Spec(spec => spec.Replicas = 1).Redis(Master(), Replica(0, linked: true), Dead()).Decide()
            .ShouldBeOfType<Decision.Keep>().Accepted.ShouldBeNull();
        Updating().Outdated(0).Cordoned(1).Cordoned(2).Decide().ShouldBeOfType<Decision.Keep>().Accepted.ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_rolled_while_the_group_becomes_smaller() =>
        Updating().Outdated(0, 1).Spec(spec => spec.Replicas = 2).Plan().Stages.SelectMany(stage => stage).OfType<Step.DeletePod>().ShouldBeEmpty();

    [Fact]
    public void A_silent_replica_that_the_sentinel_may_see_is_waited_for_before_one_is_asked() =>
        Begun(Reasons.SwitchoverRequested, "cache-2").Redis(Master(100), Silent(), Replica(0, 100, linked: true)).Decide().ShouldBeOfType<Decision.Wait>().Message.ShouldContain("cache-1 does not answer");

    [Fact]
    public void A_corrected_template_replaces_the_one_pod_that_the_bad_one_broke()
    {
        var plan = Updating().Redis(Master(), Replica(0, linked: true), Replica(0, linked: false)).Outdated(2).Plan();
        plan.Stages.SelectMany(stage => stage).OfType<Step.DeletePod>().Single().Pod.Ordinal.ShouldBe(2);
    }

    [Fact]
    public void The_next_goes_only_when_the_one_before_is_in_step()
    {
        var plan = Updating().Redis(Master(), Replica(0, linked: true), Replica(0, linked: false)).Outdated(0, 1).Plan();
        plan.Stages.SelectMany(stage => stage).OfType<Step.DeletePod>().ShouldBeEmpty();
    }

    [Fact]
    public void An_outdated_pod_that_does_not_run_is_replaced_whatever_the_others_do()
    {
        var plan = Updating().Redis(Master(), Replica(0, linked: true), Dead()).Outdated(0, 1, 2).Plan();
        plan.Stages.SelectMany(stage => stage).OfType<Step.DeletePod>().Single().Pod.Ordinal.ShouldBe(2);
    }

    [Fact]
    public void When_only_the_master_is_outdated_it_hands_over() =>
        Updating().Outdated(0).Decide().ShouldBeOfType<Decision.Keep>().Accepted!.Reason.ShouldBe(Reasons.RollingUpdate);

    [Fact]
    public void A_supervised_master_waits_to_be_asked() =>
        Updating().Outdated(0).Spec(spec => spec.UpdateStrategy.Type = UpdateStrategyType.Supervised).Decide().ShouldBeOfType<Decision.Keep>().Accepted.ShouldBeNull();

    [Fact]
    public void A_master_that_would_go_with_its_ordinal_hands_over_to_one_that_stays() =>
        new World().Redis(Replica(2, linked: true), Replica(2, linked: true), Master()).SentinelsAll(Names(2)).RoutedTo(2).Spec(spec => spec.Replicas = 2)
            .Decide().ShouldBeOfType<Decision.Keep>().Accepted!.Reason.ShouldBe(Reasons.ScaleDown);

    /// <summary>The StatefulSet has the new template.</summary>
    private static World Updating() => Healthy().WithTemplate();
}
