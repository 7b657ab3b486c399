using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Groups;

public sealed class MasterDecisionTests
{
    [Fact]
    public void The_order_of_the_rules_is_this() => MasterDecision.Chain.Select(rule => rule.Name).ShouldBe(
    [
        "FailoverRuns", "RoutedMasterIsNewerAndSilent", "SwitchoverWanted", "NamedMasterSpeaks", "PromotedButForgotten", "NamedMasterIsDown", "NamedMasterIsSilent", "MasterUnknownToSentinels", "NobodyIsMaster",
    ]);

    [Fact]
    public void First_start_makes_ordinal_0_master() =>
        new World().Redis(Held(), Held(), Held()).Decide().ShouldBeOfType<Decision.ColdStart>().Pod.Ordinal.ShouldBe(0);

    [Fact]
    public void First_start_waits_for_a_pod_that_may_have_data() =>
        new World().Redis(Held(), Held(), Dead()).Decide().ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.WaitingForPods);

    [Fact]
    public void First_start_waits_for_a_pod_that_is_loading() =>
        new World().Redis(Held(), Held(), Held(loading: true)).Decide().ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.WaitingForPods);

    [Fact]
    public void A_chosen_master_is_introduced_to_the_sentinels_before_it_is_routed_to()
    {
        var world = new World().Redis(Master(), Held(), Held());
        world.Decide().ShouldBeOfType<Decision.Introduce>().Pod.Ordinal.ShouldBe(0);
        var steps = world.Plan().Stages.SelectMany(stage => stage).ToArray();
        steps.OfType<Step.Monitor>().Count().ShouldBe(3);
        steps.OfType<Step.MoveVip>().ShouldBeEmpty();
    }

    [Fact]
    public void Who_says_master_and_is_named_by_the_majority_is_adopted() =>
        new World().Redis(Master(), Replica(0), Replica(0)).Sentinels(Names(0), Names(0), NoAnswer()).Decide()
            .ShouldBeOfType<Decision.Adopt>().Pod.Ordinal.ShouldBe(0);

    [Fact]
    public void Who_says_master_is_not_adopted_on_one_sentinels_word() =>
        new World().Redis(Replica(1), Master(), Replica(1)).Sentinels(NoAnswer(), Names(1), NoAnswer()).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.NoMajority);

    [Fact]
    public void A_bare_master_that_nobody_names_is_never_adopted() =>
        new World().Redis(Master(), Master(), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Keep>().Pod.Ordinal.ShouldBe(0);

    [Fact]
    public void A_second_master_is_demoted_after_the_routing()
    {
        var stages = new World().Redis(Master(), Master(), Replica(1)).SentinelsAll(Names(1, epoch: 3)).RoutedTo(0, epoch: 2).Plan().Stages;
        var routing = IndexOf<Step.MoveVip>(stages);
        var demotion = IndexOf<Step.Demote>(stages);
        routing.ShouldBeGreaterThanOrEqualTo(0);
        demotion.ShouldBeGreaterThan(routing);
        stages[demotion].OfType<Step.Demote>().Single().Pod.Ordinal.ShouldBe(0);
    }

    [Fact]
    public void Nobody_is_demoted_without_a_majority() =>
        new World().Redis(Master(), Master(), Replica(0)).Sentinels(Names(0), NoAnswer(), NoAnswer()).RoutedTo(0).Plan()
            .Stages.SelectMany(stage => stage).OfType<Step.Demote>().ShouldBeEmpty();

    [Fact]
    public void A_dead_master_is_failed_over_by_one_sentinel_that_is_not_its_own()
    {
        var world = new World().Redis(Dead(), Replica(0), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0);
        var decision = world.Decide().ShouldBeOfType<Decision.StartFailover>();
        decision.Sentinel.Ordinal.ShouldBe(1);
        world.Plan().Stages.SelectMany(stage => stage).OfType<Step.StartFailover>().Count().ShouldBe(1);
    }

    [Fact]
    public void A_master_that_restarted_empty_and_held_is_failed_over_at_once() =>
        new World().Redis(Held(), Replica(0), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0).Decide().ShouldBeOfType<Decision.StartFailover>();

    [Fact]
    public void A_dead_looking_master_that_a_replica_still_hears_is_left_alone() =>
        new World().Redis(Dead(), Replica(0, linked: true), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.ReplicaStillLinked);

    [Fact]
    public void A_silent_master_is_left_to_Sentinel() =>
        new World().Redis(Silent(), Replica(0), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.MasterSilent);

    [Fact]
    public void No_failover_is_asked_for_while_the_sentinels_have_just_seen_it_themselves() =>
        new World().Redis(Dead(), Replica(0), Replica(0)).SentinelsAll(Names(0, downFor: TimeSpan.FromMilliseconds(300))).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Wait>();

    [Fact]
    public void Only_the_replica_with_the_newest_data_may_be_selected()
    {
        var behind = new World().Redis(Dead(), Replica(0, offset: 90), Replica(0, offset: 100)).SentinelsAll(Names(0)).RoutedTo(0);
        behind.Decide().ShouldBeOfType<Decision.Steer>().Ineligible.Single().Ordinal.ShouldBe(1);

        var told = new World().Redis(Dead(), Replica(0, offset: 90, priority: 0), Replica(0, offset: 100)).SentinelsAll(Names(0)).RoutedTo(0);
        told.Decide().ShouldBeOfType<Decision.Wait>();

        var seen = new World().Redis(Dead(), Replica(0, offset: 90, priority: 0), Replica(0, offset: 100)).SentinelsAll(Names(0, ineligible: 1)).RoutedTo(0);
        seen.Decide().ShouldBeOfType<Decision.StartFailover>();
    }

    [Fact]
    public void The_selected_replica_of_a_dead_master_is_promoted_and_routed_in_one_pass()
    {
        var world = new World().Redis(Dead(), Replica(0), Replica(0)).Sentinels(Names(0), Names(0, selected: 2), Names(0)).RoutedTo(0);
        world.Decide().ShouldBeOfType<Decision.FinishFailover>().Pod.Ordinal.ShouldBe(2);
        var stages = world.Plan().Stages;
        stages[0].Single().ShouldBeOfType<Step.MakeMaster>().Pod.Ordinal.ShouldBe(2);
        stages[1].OfType<Step.MoveVip>().Single().To.Ordinal.ShouldBe(2);
        stages[2].OfType<Step.Label>().Select(label => (label.Pod.Ordinal, label.Role)).ShouldBe([(2, "master")]);
        stages[1].OfType<Step.Follow>().Single().Pod.Ordinal.ShouldBe(1);
    }

    [Fact]
    public void Nothing_else_is_asked_while_a_failover_runs() =>
        new World().Redis(Dead(), Replica(0), Replica(0)).Sentinels(Names(0), Names(0, leads: true), Names(0)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.FailoverRunning);

    [Fact]
    public void A_silent_masters_failover_is_not_hurried() =>
        new World().Redis(Silent(), Replica(0), Replica(0)).Sentinels(Names(0), Names(0, selected: 1), Names(0)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Wait>();

    [Fact]
    public void The_selected_replica_is_adopted_as_soon_as_it_says_master() =>
        new World().Redis(Silent(), Master(), Replica(0)).Sentinels(Names(0), Names(0, selected: 1), Names(0)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Adopt>().Epoch.ShouldBe(1);

    [Fact]
    public void The_route_of_a_failover_is_not_written_again_while_its_end_spreads_through_the_sentinels()
    {
        var plan = new World().Redis(Dead(), Master(), Replica(1)).Sentinels(Names(1, epoch: 1), Names(0, epoch: 1, selected: 1), Names(1, epoch: 1)).RoutedTo(1, epoch: 1).Plan();
        plan.Decision.ShouldBeOfType<Decision.Keep>().Epoch.ShouldBe(1);
    }

    [Fact]
    public void Of_two_failovers_at_once_neither_is_believed() =>
        new World().Redis(Dead(), Master(), Master()).Sentinels(NoAnswer(), Names(0, selected: 1), Names(0, selected: 2)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.TwoFailoversRun);

    [Fact]
    public void A_promotion_whose_leader_died_is_finished_with_the_same_pod()
    {
        var forgotten = new World().Redis(Dead(), Master(), Replica(1, offset: 100)).Sentinels(NoAnswer(), Names(0), Names(0)).RoutedTo(1, epoch: 1);
        forgotten.Decide().ShouldBeOfType<Decision.Steer>().Ineligible.Single().Ordinal.ShouldBe(2);

        var steered = new World().Redis(Dead(), Master(), Replica(1, priority: 0)).Sentinels(NoAnswer(), Names(0, ineligible: 2), Names(0, ineligible: 2)).RoutedTo(1, epoch: 1);
        steered.Decide().ShouldBeOfType<Decision.StartFailover>();
    }

    [Fact]
    public void The_route_stays_while_the_majority_has_not_heard_yet() =>
        new World().Redis(Dead(), Master(), Replica(1)).Sentinels(NoAnswer(), Names(1, epoch: 1), Names(0)).RoutedTo(1, epoch: 1).Decide()
            .ShouldBeOfType<Decision.Keep>().Pod.Ordinal.ShouldBe(1);

    [Fact]
    public void Cold_start_prefers_the_recorded_master_if_it_has_data() =>
        new World().Redis(Held(keys: 5, offset: 10), Held(keys: 7, offset: 20), Held(keys: 5, offset: 10)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.ColdStart>().Pod.Ordinal.ShouldBe(0);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void Where_the_slice_is_newer_than_the_status_the_pod_that_it_led_to_took_the_last_writes(long epoch, int chosen) =>
        new World().Redis(Held(keys: 5, offset: 20), Held(keys: 7, offset: 10), Held(keys: 5, offset: 10)).RoutedTo(1, epoch)
            .Status(new RedisReplicationGroupStatus { Master = new MasterStatus { Pod = "cache-0", Epoch = 1 } }).Decide()
            .ShouldBeOfType<Decision.ColdStart>().Pod.Ordinal.ShouldBe(chosen);

    [Fact]
    public void Cold_start_never_takes_an_empty_one_while_another_has_data() =>
        new World().Redis(Held(keys: 0), Held(keys: 0, offset: 99), Held(keys: 7)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.ColdStart>().Pod.Ordinal.ShouldBe(2);

    [Fact]
    public void Cold_start_waits_for_pods_from_when_somebody_could_wait_not_from_when_the_power_went()
    {
        var status = new RedisReplicationGroupStatus { Master = new MasterStatus { Pod = "cache-0" } };
        var longAgo = Now - Rules.ColdStartPatience;
        World Waiting() => new World().Redis(Dead(), Held(keys: 3), Held(keys: 3)).Status(status);

        Waiting().RunningSince(longAgo).Decide().ShouldBeOfType<Decision.Wait>("nothing is on record yet");

        status.Conditions = [new() { Type = Conditions.DatasetAtRisk, Status = "True", LastTransitionTime = longAgo }];
        Waiting().RunningSince(Now.AddSeconds(-2)).Decide().ShouldBeOfType<Decision.Wait>("the first pod has only just come back");
        Waiting().RunningSince(longAgo).Decide().ShouldBeOfType<Decision.ColdStart>().DatasetAtRisk.ShouldBeTrue();
    }

    [Fact]
    public void Nobody_is_made_master_while_a_replica_hears_one() =>
        new World().Redis(Silent(), Replica(0, linked: true), Silent()).Sentinels(NoAnswer(), NoAnswer(), NoAnswer()).RoutedTo(0).RunningSince(Now.AddDays(-1)).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.ReplicaStillLinked);

    [Fact]
    public void A_replica_that_never_finished_its_first_sync_does_not_count_as_having_the_data() =>
        new World().Redis(Held(keys: 50), Replica(0, offset: 0, keys: 0), Replica(0, offset: 1, keys: 0)).SentinelsAll(Names(0)).RoutedTo(0).RunningSince(Now.AddSeconds(-5)).Decide()
            .ShouldBeOfType<Decision.ColdStart>().Pod.Ordinal.ShouldBe(0);

    [Fact]
    public void A_second_sentinel_is_not_asked_while_the_first_one_may_be_at_it()
    {
        var asked = new RedisReplicationGroupStatus
        {
            Master = new MasterStatus { Pod = "cache-0" },
            LastSwitch = new LastSwitchStatus { From = "cache-0", Sentinel = "cache-1", StartedAt = "2026-11-22T11:59:59.500Z" },
        };
        new World().Redis(Dead(), Replica(0), Replica(0)).Sentinels(NoAnswer(), NoAnswer(), Names(0)).Status(asked).Decide().ShouldBeOfType<Decision.Wait>();
        new World().Redis(Dead(), Replica(0), Replica(0)).SentinelsAll(Names(0)).Status(asked).Decide().ShouldBeOfType<Decision.StartFailover>().Sentinel.Name.ShouldBe("cache-1");

        asked.LastSwitch.StartedAt = "2026-11-22T11:59:40.000Z";
        new World().Redis(Dead(), Replica(0), Replica(0)).Sentinels(NoAnswer(), NoAnswer(), Names(0)).Status(asked).Decide().ShouldBeOfType<Decision.StartFailover>();
    }

    [Fact]
    public void A_thawed_master_is_not_made_master_again_because_the_VIP_still_leads_to_it() =>
        new World().Redis(Master(), Silent(), Replica(1)).Sentinels(Names(1, epoch: 6), Names(1, epoch: 6), Names(1, epoch: 6)).RoutedTo(0, epoch: 5).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.MasterSilent);

    [Fact]
    public void A_promoted_master_that_misses_one_answer_is_not_failed_over_for_the_one_before_it() =>
        new World().Redis(Dead(), Silent(), Replica(1)).Sentinels(Names(0), NoAnswer(), Names(0)).RoutedTo(1, epoch: 1).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.MasterSilent);

    [Fact]
    public void The_VIP_does_not_go_back_to_the_master_of_before_because_the_newer_one_misses_one_answer() =>
        new World().Redis(Master(), Silent(), Replica(1)).SentinelsAll(Names(0, epoch: 5)).RoutedTo(1, epoch: 6).Decide()
            .ShouldBeOfType<Decision.Wait>().Reason.ShouldBe(Reasons.MasterSilent);

    [Fact]
    public void The_only_candidate_left_is_made_eligible_again() =>
        new World().Redis(Dead(), Dead(), Replica(0, priority: 0)).Sentinels(NoAnswer(), NoAnswer(), Names(0, ineligible: 2)).RoutedTo(0).Decide()
            .ShouldBeOfType<Decision.Steer>().Eligible.Single().Ordinal.ShouldBe(2);

    [Fact]
    public void One_sentinels_word_does_not_move_the_VIP_back() =>
        new World().Redis(Master(), Silent(), Silent()).Sentinels(Names(0, epoch: 5), NoAnswer(), NoAnswer())
            .RoutedTo(1, epoch: 6).Status(new RedisReplicationGroupStatus { Master = new MasterStatus { Pod = "cache-0" } }).Decide()
            .ShouldBeOfType<Decision.Wait>();

    [Fact]
    public void Steady_state_plans_nothing_but_to_look_again()
    {
        var plan = new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(Names(0)).RoutedTo(0).Plan();
        plan.Decision.ShouldBeOfType<Decision.Keep>();
        plan.Stages.SelectMany(stage => stage).Where(step => step is not (Step.Write or Step.CreatePassword or Step.MoveVip or Step.Label)).ShouldBeEmpty();
        plan.Again.ShouldBe(GroupPlan.Rest);
    }

    private static int IndexOf<T>(IReadOnlyList<ImmutableArray<Step>> stages) => stages.ToList().FindIndex(stage => stage.OfType<T>().Any());

    [Fact]
    public void A_replica_that_waits_for_a_connection_nobody_answers_begins_another()
    {
        var waits = (RedisView.Answered)Replica(0) with { IsConnecting = true };
        var steps = new World().Redis(Master(), Replica(0, linked: true), waits).SentinelsAll(Names(0)).RoutedTo(0).Plan().Stages.SelectMany(stage => stage).ToArray();
        steps.OfType<Step.Reconnect>().Single().Pod.Ordinal.ShouldBe(2);
        steps.ShouldNotContain(step => step is Step.Follow);
    }
}
