using System.Collections.Immutable;
using k8s.Models;
using KubeOps.Abstractions.Events;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Groups;

/// <summary>With vip.mode LoadBalancer: what the status says about the address while it is awaited, refused and assigned.</summary>
public sealed class AddressWaitTests
{
    private const string Sentence = "Failed to allocate IP for \"shop/cache\": [\"192.0.2.1\"] is not allowed in config";

    private static readonly ApplyResult NothingDone = new(null, null, []);

    [Fact]
    public void An_assigned_address_is_the_VIPs_and_the_one_inside_the_cluster_is_told_too()
    {
        var status = Build(Assigned("172.16.1.50"));

        (status.Vip!.Address, status.Vip.ClusterAddress, status.Vip.Holder).ShouldBe(("172.16.1.50:6379", "10.96.0.9:6379", "cache-0"));
        Vip(status).ShouldBe(("True", Reasons.RoutedToMaster, "the VIP leads to cache-0"));
    }

    [Theory]
    [InlineData("fd00::50", "[fd00::50]:6379")]
    [InlineData("lb.example.com", "lb.example.com:6379")]
    public void An_address_may_be_IPv6_or_a_name(string assigned, string shown) => Build(Assigned(assigned)).Vip!.Address.ShouldBe(shown);

    [Fact]
    public void With_mode_Service_a_type_LoadBalancer_changes_nothing_of_it()
    {
        var status = Build(Assigned("172.16.1.50") with { Spec = spec => spec.Vip.Service.Type = VipServiceType.LoadBalancer });

        (status.Vip!.Address, status.Vip.ClusterAddress).ShouldBe(("10.96.0.9:6379", null));
    }

    [Fact]
    public void A_missing_address_is_waited_for_and_the_group_is_ready_all_the_same()
    {
        var status = Build(Pending());

        Vip(status).ShouldBe(("Unknown", Reasons.AddressPending, "waiting for the load balancer to assign an address"));
        (status.Vip!.Address, status.Vip.ClusterAddress, status.Phase).ShouldBe((null, "10.96.0.9:6379", Phase.Ready));
        Events(Pending(), status).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(29, "Unknown")]
    [InlineData(30, "False")]
    public void It_is_missing_for_too_long_after_thirty_seconds(int seconds, string expected)
    {
        var waiting = Build(Pending() with { At = Now.AddSeconds(-seconds) });

        Vip(Build(Pending() with { Before = waiting })).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, null, "install one (such as MetalLB), or name the class")]
    [InlineData("172.16.1.50", null, "that may give away 172.16.1.50")]
    [InlineData("172.16.1.50", "internal", "no load balancer of the class internal has answered")]
    public void Then_the_likely_cause_is_said_once(string? address, string? className, string cause)
    {
        var asking = Pending() with { Spec = spec => Ask(spec, address, className) };
        var late = asking with { Before = Build(asking with { At = Now.AddSeconds(-31) }) };
        var status = Build(late);

        Vip(status).Reason.ShouldBe(Reasons.AddressPending);
        Vip(status).Message.ShouldContain(cause);
        var told = Events(late, status).ShouldHaveSingleItem();
        (told.Type, told.Reason).ShouldBe((EventType.Warning, Reasons.AddressPending));
        told.Message.ShouldContain(cause);
        var after = asking with { Before = status };
        Vip(Build(after)).ShouldBe(Vip(status));
        Events(after, Build(after)).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_load_balancer_says_is_said_after_a_moment()
    {
        var heard = Pending() with { Before = Build(Pending() with { At = Now.AddSeconds(-2) }), Word = new BalancerWord(true, Sentence, Now.AddSeconds(-1)) };
        var status = Build(heard);

        Vip(status).ShouldBe(("False", Reasons.AddressRefused, $"no address for clients outside the cluster: the load balancer says: {Sentence}"));
        Events(heard, status).ShouldHaveSingleItem().Reason.ShouldBe(Reasons.AddressRefused);
        Vip(Build(heard with { Before = status })).ShouldBe(Vip(status));
    }

    [Fact]
    public void What_it_said_of_another_spec_is_no_answer_nor_is_anything_in_the_first_moment()
    {
        var word = new BalancerWord(true, Sentence, Now.AddSeconds(-20));

        Vip(Build(Pending() with { Before = Build(Pending() with { At = Now.AddSeconds(-1) }), Word = word })).Status.ShouldBe("Unknown");
        var refused = Build(Pending() with { Before = Build(Pending() with { At = Now.AddSeconds(-2) }), Word = word });
        Vip(refused).Status.ShouldBe("False");
        Vip(Build(Pending() with { Before = refused, Word = word, Generation = 2 })).Status.ShouldBe("Unknown");
    }

    [Fact]
    public void A_normal_Event_is_no_refusal() =>
        Vip(Build(Pending() with { Before = Build(Pending() with { At = Now.AddSeconds(-2) }), Word = new BalancerWord(false, "EnsuringLoadBalancer", Now) })).Status.ShouldBe("Unknown");

    [Fact]
    public void An_assignment_is_told_and_another_address_than_before_too_and_nothing_else()
    {
        var pending = Build(Pending());
        Told(Assigned("172.16.1.50") with { Before = pending }).ShouldBe(["the VIP has the address 172.16.1.50:6379"]);
        var assigned = Build(Assigned("172.16.1.50"));
        Told(Assigned("172.16.1.50") with { Before = assigned }).ShouldBeEmpty();
        Told(Assigned("172.16.1.51") with { Before = assigned }).ShouldBe(["the VIP has the address 172.16.1.51:6379, no longer 172.16.1.50:6379"]);
        var inside = Build(Pending() with { Spec = _ => { } });
        Told(Assigned("172.16.1.50") with { Before = inside }).ShouldBe(["the VIP has the address 172.16.1.50:6379"]);
        Told(Pending() with { Spec = _ => { }, Before = assigned }).ShouldBeEmpty();
    }

    [Fact]
    public void A_Service_that_was_deleted_comes_back_with_its_address_inside_the_cluster_not_with_the_load_balancers()
    {
        var observation = (Assigned("172.16.1.50") with { Before = Build(Assigned("172.16.1.50")) }).Observe();
        var gone = observation with { Objects = observation.Objects with { Services = ImmutableDictionary<string, V1Service>.Empty } };

        var service = GroupPlan.For(gone).Stages.SelectMany(stage => stage).OfType<Step.Write>().Select(write => write.Desired).OfType<V1Service>().Single(found => found.Metadata.Name == "cache");

        (service.Spec!.ClusterIP, service.Spec.Type, service.Spec.ExternalTrafficPolicy).ShouldBe(("10.96.0.9", "LoadBalancer", "Local"));
    }

    private static Case Pending() => new(null);

    private static Case Assigned(string address) => new(address);

    private static void Ask(RedisReplicationGroupSpec spec, string? address = null, string? className = null)
    {
        spec.Vip.Mode = VipMode.LoadBalancer;
        spec.Vip.LoadBalancer = address is null && className is null ? null : new VipLoadBalancerSpec { Address = address, ClassName = className };
    }

    private static RedisReplicationGroupStatus Build(Case one)
    {
        var observation = one.Observe();
        return StatusBuilder.Build(observation, GroupPlan.For(observation), NothingDone);
    }

    private static Say[] Events(Case one, RedisReplicationGroupStatus status) =>
        AddressEvents.Of(one.Observe().Group.Spec, one.Before, status) is { } say ? [say] : [];

    private static string[] Told(Case one) => [.. Events(one, Build(one)).Select(say => say.Message)];

    private static (string Status, string Reason, string Message) Vip(RedisReplicationGroupStatus status)
    {
        var condition = status.Conditions!.Single(found => found.Type == Conditions.VipReady);
        return (condition.Status, condition.Reason!, condition.Message!);
    }

    /// <summary>A whole group whose Service has, or waits for, an address.</summary>
    private sealed record Case(string? Address)
    {
        public RedisReplicationGroupStatus? Before { get; init; }

        public BalancerWord? Word { get; init; }

        public DateTimeOffset At { get; init; } = Now;

        public long Generation { get; init; } = 1;

        public Action<RedisReplicationGroupSpec> Spec { get; init; } = spec => Ask(spec);

        public GroupObservation Observe()
        {
            var service = new V1Service
            {
                Metadata = new V1ObjectMeta { Name = "cache", NamespaceProperty = "shop", Uid = "s1" },
                Spec = new V1ServiceSpec { Type = "LoadBalancer", ClusterIP = "10.96.0.9" },
                Status = Address is null ? null : new V1ServiceStatus { LoadBalancer = new V1LoadBalancerStatus { Ingress = [Ingress(Address)] } },
            };
            var world = new World().Redis(Master(), Replica(0, linked: true), Replica(0, linked: true)).SentinelsAll(Names(0))
                .Objects(OwnedObjects.None with { Services = ImmutableDictionary<string, V1Service>.Empty.Add("cache", service) }).Spec(Spec);
            if (Before is not null)
            {
                world = world.Status(Before);
            }
            var observation = world.RoutedTo(0).Observe() with { Now = At, Balancer = Word };
            observation.Group.Metadata.Generation = Generation;
            return observation;
        }

        private static V1LoadBalancerIngress Ingress(string address) =>
            address.Contains("example", StringComparison.Ordinal) ? new() { Hostname = address } : new() { Ip = address };
    }
}
