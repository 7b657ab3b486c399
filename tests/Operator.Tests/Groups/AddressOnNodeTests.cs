using System.Collections.Immutable;
using KubeOps.Abstractions.Events;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;
using RedisOperator.Vip;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Groups;

/// <summary>With vip.mode HostNetwork: what the status and the Events say about the address, by what the vip containers say.</summary>
public sealed class AddressOnNodeTests
{
    private static readonly ApplyResult NothingDone = new(null, null, []);

    [Fact]
    public void The_address_is_where_the_master_is()
    {
        var status = Build(Saying(Has(), Drops(), Drops()));

        (status.Vip!.Address, status.Vip.Holder).ShouldBe(("172.16.1.50:6379", "cache-0"));
        Vip(status).ShouldBe(("True", Reasons.AddressHeld, "cache-0 has 172.16.1.50/24 on ens192"));
        Told(null, status).ShouldBe([(EventType.Normal, Reasons.AddressMoved, "172.16.1.50/24 is on the node of cache-0")]);
        Told(status, status).ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_could_not_take_it_is_named_while_all_is_well()
    {
        var status = Build(Saying(Has(), Refuses("there is no interface ens192"), Drops()));

        Vip(status).ShouldBe(("True", Reasons.AddressHeld, "cache-0 has 172.16.1.50/24 on ens192; cache-1 could not take it: there is no interface ens192"));
    }

    [Fact]
    public void A_node_that_refuses_is_a_warning_with_its_reason_and_the_group_is_ready_all_the_same()
    {
        var status = Build(Saying(Refuses("there is no interface ens192"), Drops(), Drops()));

        Vip(status).ShouldBe(("False", Reasons.AddressRefused, "cache-0 cannot have 172.16.1.50/24: there is no interface ens192"));
        (status.Phase, status.Vip!.Holder).ShouldBe((Phase.Ready, null));
        Told(null, status).ShouldBe([(EventType.Warning, Reasons.AddressRefused, "cache-0 cannot have 172.16.1.50/24: there is no interface ens192")]);
        Told(status, status).ShouldBeEmpty();
    }

    [Fact]
    public void An_address_in_use_is_a_warning()
    {
        var status = Build(Saying(Drops() with { Verdict = "Hold", Obstacle = "172.16.1.50 is in use by 02:00:00:00:00:09" }, Drops(), Drops()));

        Vip(status).ShouldBe(("False", Reasons.AddressRefused, "cache-0 does not have 172.16.1.50/24: 172.16.1.50 is in use by 02:00:00:00:00:09"));
    }

    [Fact]
    public void A_move_is_told_with_both_pods_and_a_loss_too()
    {
        var (before, after, lost) = (Build(Saying(Has(), Drops(), Drops())), Build(Saying(Drops(), Has(), Drops())), Build(Saying(Drops(), Drops(), Drops())));

        Told(before, after).Single().Message.ShouldBe("172.16.1.50/24 is on the node of cache-1, no longer on that of cache-0");
        Vip(after).ShouldBe(("False", Reasons.AddressElsewhere, "cache-1 still has 172.16.1.50/24, cache-0 is master"));
        Told(before, lost).ShouldBe([(EventType.Warning, Reasons.AddressLost, "172.16.1.50/24 is not on the node of cache-0 any more")]);
        Vip(lost).ShouldBe(("False", Reasons.AddressPending, "no node has 172.16.1.50/24: the vip container of cache-0 says Drop (NotNamed)"));
    }

    [Fact]
    public void Two_that_have_it_are_both_named()
    {
        var status = Build(Saying(Has(), Has(), Drops()));

        Vip(status).ShouldBe(("False", Reasons.AddressElsewhere, "172.16.1.50/24 is on cache-0 and cache-1"));
        status.Vip!.Holder.ShouldBeNull();
    }

    [Fact]
    public void While_the_pods_are_being_replaced_nothing_is_wrong_and_nothing_is_promised() =>
        Vip(Build(Saying(null, null, null))).ShouldBe(("Unknown", Reasons.AddressPending, "cache-0 is not on its node's network yet"));

    [Fact]
    public void An_agent_that_does_not_answer_is_named()
    {
        var observation = Saying(null, Drops(), Drops());
        observation.Pods[0].Pod!.Spec = new k8s.Models.V1PodSpec { HostNetwork = true, NodeName = "node-1" };

        Vip(Build(observation)).ShouldBe(("False", Reasons.AgentSilent, "the vip container of cache-0 (node-1) does not answer on port 8379 of its node"));
    }

    private static AgentReport Drops() => new(7, Now, "172.16.1.50/24", "ens192", false, "Drop", "NotNamed", "this redis says replica", null, Now, 0);

    private static AgentReport Has() => Drops() with { Holds = true, Verdict = "Hold", Reason = "NamedByMajority" };

    private static AgentReport Refuses(string why) => Drops() with { Verdict = AgentReport.Refused, Reason = AgentReport.Refused, Message = why };

    private static GroupObservation Saying(params AgentReport?[] agents) =>
        new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(Names(0)).Spec(Ask).RoutedTo(0).Observe() with
        {
            Agents = agents.Select((report, ordinal) => (report, ordinal)).Where(one => one.report is not null).ToImmutableDictionary(one => $"cache-{one.ordinal}", one => one.report!),
        };

    private static void Ask(RedisReplicationGroupSpec spec)
    {
        spec.Vip.Mode = VipMode.HostNetwork;
        spec.Vip.HostNetwork = new VipHostNetworkSpec { Address = "172.16.1.50/24", Interface = "ens192" };
    }

    private static RedisReplicationGroupStatus Build(GroupObservation observation) => StatusBuilder.Build(observation, GroupPlan.For(observation), NothingDone);

    private static (EventType, string, string Message)[] Told(RedisReplicationGroupStatus? before, RedisReplicationGroupStatus after)
    {
        var spec = new RedisReplicationGroupSpec();
        Ask(spec);
        return AddressEvents.Of(spec, before, after) is { } say ? [(say.Type, say.Reason, say.Message)] : [];
    }

    private static (string Status, string Reason, string Message) Vip(RedisReplicationGroupStatus status)
    {
        var condition = status.Conditions!.Single(found => found.Type == Conditions.VipReady);
        return (condition.Status, condition.Reason!, condition.Message!);
    }
}
