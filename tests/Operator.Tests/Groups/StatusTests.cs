using System.Text.Json.Nodes;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Groups;

public sealed class StatusTests
{
    private static readonly ApplyResult NothingDone = new(null, null, []);

    [Fact]
    public void A_whole_group_is_ready_on_every_count()
    {
        var status = Build(Whole());
        status.Phase.ShouldBe(Phase.Ready);
        status.Ready.ShouldBe("3/3");
        status.Sentinels!.Summary.ShouldBe("3/3");
        status.Master!.Pod.ShouldBe("cache-0");
        Holding(status).ShouldBe([Conditions.Ready, Conditions.MasterAvailable, Conditions.ReplicationHealthy, Conditions.SentinelQuorum, Conditions.VipReady]);
    }

    [Fact]
    public void A_group_at_rest_has_the_same_status_after_every_pass()
    {
        var first = Build(Whole());
        var second = Build(Whole().Status(first));
        Json(second).ShouldBe(Json(first));
    }

    [Fact]
    public void A_group_whose_sentinels_do_not_know_its_replicas_is_not_ready_because_it_could_not_fail_over()
    {
        var blind = ((SentinelView.Monitoring)Names(0)) with { Replicas = [] };
        Holding(Build(new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(blind).RoutedTo(0)))
            .ShouldNotContain(Conditions.Ready);
    }

    [Fact]
    public void A_failover_is_on_record_from_the_command_on()
    {
        var status = Build(Crashed(), NothingDone);
        var last = status.LastSwitch.ShouldNotBeNull();
        (last.Kind, last.From, last.To, last.Sentinel, last.CompletedAt).ShouldBe((SwitchKind.Failover, "cache-0", null, "cache-1", null));
        status.Phase.ShouldBe(Phase.Failover);
        status.Failovers.ShouldBe(0);
    }

    [Fact]
    public void The_pass_that_routes_completes_the_record_with_its_times()
    {
        var begun = Build(Crashed(), NothingDone);
        var world = new World().Redis(Dead(), Replica(0), Replica(0)).Sentinels(Names(0), Names(0, selected: 2), Names(0)).RoutedTo(0).Status(begun);
        var status = Build(world, new ApplyResult(Now.AddMilliseconds(120), Now.AddMilliseconds(135), []));
        var last = status.LastSwitch!;
        (last.From, last.To, last.PromoteMs, last.RouteMs, last.TotalMs).ShouldBe(("cache-0", "cache-2", 120, 15, 135));
        last.CompletedAt.ShouldBe("2026-11-22T12:00:00.135Z");
        status.Failovers.ShouldBe(1);
        status.Master!.Pod.ShouldBe("cache-2");
    }

    [Fact]
    public void A_record_left_open_by_an_operator_that_was_killed_after_routing_is_completed_by_the_next_one()
    {
        var begun = Build(Crashed(), NothingDone);
        var status = Build(new World().Redis(Dead(), Master(), Replica(1)).SentinelsAll(Names(1, epoch: 1)).Status(begun).RoutedTo(1, epoch: 1));
        status.LastSwitch!.CompletedAt.ShouldNotBeNull();
        status.LastSwitch.To.ShouldBe("cache-1");
        status.Failovers.ShouldBe(1);
    }

    [Fact]
    public void A_route_that_could_not_be_written_leaves_the_record_open()
    {
        var begun = Build(Crashed(), NothingDone);
        var world = new World().Redis(Dead(), Replica(0), Replica(0)).Sentinels(Names(0), Names(0, selected: 2), Names(0)).RoutedTo(0).Status(begun);
        var status = Build(world, new ApplyResult(Now.AddMilliseconds(120), null, [new InvalidOperationException("409")]));
        status.LastSwitch!.CompletedAt.ShouldBeNull();
        status.LastSwitch.To.ShouldBe("cache-2");
        status.Failovers.ShouldBe(0);
    }

    [Fact]
    public void The_first_routing_of_a_group_is_no_switch()
    {
        var chosen = new RedisReplicationGroupStatus { Master = new MasterStatus { Pod = "cache-0" } };
        var status = Build(new World().Redis(Master(), Replica(0), Replica(0)).SentinelsAll(Names(0)).Status(chosen), new ApplyResult(null, Now, []));
        status.LastSwitch.ShouldBeNull();
        status.Failovers.ShouldBe(0);
    }

    [Fact]
    public void A_route_that_somebody_else_wrote_and_that_is_put_right_is_no_switch()
    {
        var before = Build(Whole());
        var world = new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(Names(0)).RoutedTo(2).Status(before).Observe();
        var plan = GroupPlan.For(world);
        var done = new ApplyResult(null, Now.AddMilliseconds(5), []);
        var status = StatusBuilder.Build(world, plan, done);

        (status.Master!.Pod, status.LastSwitch, status.Failovers).ShouldBe(("cache-0", null, 0));
        var said = GroupEvents.For(world, plan, done, status).ShouldHaveSingleItem();
        (said.Type, said.Reason, said.Message).ShouldBe((KubeOps.Abstractions.Events.EventType.Warning, Reasons.VipMoved, "the VIP led to cache-2, which is not the master: it leads to cache-0 again"));
    }

    [Fact]
    public void Waiting_for_pods_that_may_hold_data_is_said_as_a_risk_to_the_data()
    {
        var lost = new RedisReplicationGroupStatus { Master = new MasterStatus { Pod = "cache-0" } };
        Holding(Build(new World().Redis(Dead(), Held(keys: 3), Held(keys: 3)).Status(lost))).ShouldContain(Conditions.DatasetAtRisk);
    }

    [Fact]
    public void An_event_tells_of_the_failover_when_it_was_asked_for_and_when_it_is_done()
    {
        var asked = Crashed().Observe();
        var plan = GroupPlan.For(asked);
        var begun = StatusBuilder.Build(asked, plan, NothingDone);
        GroupEvents.For(asked, plan, NothingDone, begun).Select(say => say.Reason).ShouldContain(Reasons.FailoverStarted);

        var selected = new World().Redis(Dead(), Replica(0), Replica(0)).Sentinels(Names(0), Names(0, selected: 2), Names(0)).RoutedTo(0).Status(begun).Observe();
        var routed = new ApplyResult(Now.AddMilliseconds(120), Now.AddMilliseconds(135), []);
        var done = GroupPlan.For(selected);
        GroupEvents.For(selected, done, routed, StatusBuilder.Build(selected, done, routed)).Single(say => say.Reason == Reasons.FailoverCompleted)
            .Message.ShouldBe("the VIP moved from cache-0 to cache-2: promoted 120 ms after the loss was seen, routed 15 ms later");
    }

    [Fact]
    public void A_quiet_pass_says_nothing()
    {
        var world = Whole();
        var observation = world.Status(Build(world)).Observe();
        // The objects are no part of this world; that they are missing would be told.
        var plan = GroupPlan.For(observation) with { Stages = [] };
        GroupEvents.For(observation, plan, NothingDone, StatusBuilder.Build(observation, plan, NothingDone)).ShouldBeEmpty();
    }

    private static World Whole() => new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(Names(0)).RoutedTo(0);

    private static World Crashed() => new World().Redis(Dead(), Replica(0), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0);

    private static RedisReplicationGroupStatus Build(World world, ApplyResult? result = null)
    {
        var observation = world.Observe();
        return StatusBuilder.Build(observation, GroupPlan.For(observation), result ?? NothingDone);
    }

    private static string[] Holding(RedisReplicationGroupStatus status) => [.. status.Conditions!.Where(condition => condition.Status == "True").Select(condition => condition.Type).Where(type => type != Conditions.Progressing)];

    private static string Json(RedisReplicationGroupStatus status) =>
        JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(status, EntitiesJson.Options.GetTypeInfo(typeof(RedisReplicationGroupStatus))))!.ToJsonString();
}
