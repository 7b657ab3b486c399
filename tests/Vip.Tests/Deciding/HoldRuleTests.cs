using System.Collections.Immutable;
using RedisOperator.Redis;

namespace RedisOperator.Vip.Tests.Deciding;

public sealed class HoldRuleTests
{
    private static readonly HostPort Me = new("172.16.1.10", 6379);
    private static readonly HostPort Other = new("172.16.1.11", 6379);
    private static readonly HostPort Third = new("172.16.1.12", 6379);
    private static readonly HoldRules Rules = HoldRules.For(TimeSpan.FromSeconds(5));
    private static readonly TimeSpan Now = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_master_that_the_majority_names_holds()
    {
        var decision = Decide(OwnRole.Master, [View(1, Me), View(2, Me), View(3, Other)]);

        (decision.Verdict, decision.Reason).ShouldBe((Verdict.Hold, HoldReason.NamedByMajority));
        decision.Message.ShouldBe("this redis says master, and 2 of 3 sentinels name 172.16.1.10:6379");
    }

    [Fact]
    public void A_replica_drops_whatever_the_sentinels_say() =>
        Decide(OwnRole.Replica, [View(1, Me), View(2, Me), View(3, Me)], holds: true).ShouldSatisfyAllConditions(
            decision => decision.Verdict.ShouldBe(Verdict.Drop), decision => decision.Reason.ShouldBe(HoldReason.NotMaster));

    [Fact]
    public void A_redis_that_is_gone_keeps_the_address_until_another_one_is_promoted_or_named_or_the_time_is_over()
    {
        ImmutableArray<SentinelView> all = [View(1, Me), View(2, Me), View(3, Me)];

        Decide(OwnRole.Gone, all, holds: true, claim: Sure(ago: 0)).ShouldSatisfyAllConditions(
            decision => decision.Verdict.ShouldBe(Verdict.Wait), decision => decision.Reason.ShouldBe(HoldReason.RedisGone), decision => decision.Claim.ShouldNotBeNull());
        Decide(OwnRole.Gone, all, holds: true, claim: Sure(ago: 60)).Verdict.ShouldBe(Verdict.Drop);
        Decide(OwnRole.Gone, [View(1, Other, epoch: 2), View(2, Other, epoch: 2), View(3, Me)], holds: true, claim: Sure(ago: 0)).Reason.ShouldBe(HoldReason.AnotherNamed);
        Decide(OwnRole.Gone, all, holds: true, claim: Sure(ago: 0), promoted: Other).Reason.ShouldBe(HoldReason.AnotherPromoted);
    }

    [Fact]
    public void A_redis_that_is_gone_takes_nothing() =>
        Decide(OwnRole.Gone, [View(1, Me), View(2, Me), View(3, Me)], claim: Sure(ago: 0)).ShouldSatisfyAllConditions(
            decision => decision.Verdict.ShouldBe(Verdict.Drop), decision => decision.Reason.ShouldBe(HoldReason.RedisGone));

    [Fact]
    public void A_master_that_the_majority_does_not_name_drops() =>
        Decide(OwnRole.Master, [View(1, Other, epoch: 2), View(2, Other, epoch: 2), View(3, Me)], holds: true, claim: Sure(ago: 0.5)).ShouldSatisfyAllConditions(
            decision => decision.Verdict.ShouldBe(Verdict.Drop),
            decision => decision.Reason.ShouldBe(HoldReason.AnotherNamed),
            decision => decision.Message.ShouldBe("2 of 3 sentinels name 172.16.1.11:6379"));

    [Fact]
    public void The_replica_that_a_failover_has_selected_holds_as_soon_as_it_is_master()
    {
        // All still name the old master, which is what they do for another second: opinions from before count neither for nor against.
        ImmutableArray<SentinelView> during = [View(1, Other) with { FailoverRuns = true, Selected = Me }, View(2, Other), View(3, Other)];

        Decide(OwnRole.Replica, during).Verdict.ShouldBe(Verdict.Drop);
        var decision = Decide(OwnRole.Master, during);

        (decision.Verdict, decision.Reason).ShouldBe((Verdict.Hold, HoldReason.SelectedByFailover));
        Decide(OwnRole.Master, [View(1, Me, epoch: 2), View(2, Other), View(3, Other)], holds: true, claim: decision.Claim)
            .Verdict.ShouldBe(Verdict.Wait, "the failover has ended for its leader, and the others have not heard");
        Decide(OwnRole.Master, [View(1, Other, epoch: 3), View(2, Other, epoch: 3), View(3, Me, epoch: 2)], holds: true, claim: decision.Claim)
            .Reason.ShouldBe(HoldReason.AnotherNamed, "that is a newer opinion");
    }

    [Fact]
    public void Two_failovers_that_selected_different_replicas_give_it_to_neither() =>
        Decide(OwnRole.Master, [View(1, Other) with { FailoverRuns = true, Selected = Me }, View(2, Other) with { FailoverRuns = true, Selected = Third }, View(3, null)])
            .Verdict.ShouldBe(Verdict.Drop);

    [Fact]
    public void A_failover_counts_only_where_a_majority_of_the_sentinels_answers() =>
        Decide(OwnRole.Master, [View(1, Other) with { FailoverRuns = true, Selected = Me }]).Verdict.ShouldBe(Verdict.Drop);

    [Fact]
    public void A_holder_gives_way_to_the_one_that_was_promoted_before_the_sentinels_have_heard() =>
        Decide(OwnRole.Master, [View(1, Me), View(2, Me), View(3, Me)], holds: true, claim: Sure(ago: 0), promoted: Other).ShouldSatisfyAllConditions(
            decision => decision.Verdict.ShouldBe(Verdict.Drop),
            decision => decision.Reason.ShouldBe(HoldReason.AnotherPromoted));

    [Fact]
    public void A_holder_that_loses_sight_of_the_majority_waits_for_as_long_as_it_may_and_drops_then()
    {
        ImmutableArray<SentinelView> alone = [View(1, Me), View(2, Me, ago: 3), View(3, Me, ago: 3)];

        var waiting = Decide(OwnRole.Master, alone, holds: true, claim: Sure(ago: 3));
        (waiting.Verdict, waiting.Reason, waiting.Until).ShouldBe((Verdict.Wait, HoldReason.NoMajority, Now + TimeSpan.FromSeconds(2)));
        waiting.Message.ShouldBe("only 1 of 3 sentinels answer, 2 have to; the address goes unless that changes within 2.0 s");

        var dropping = Decide(OwnRole.Master, alone, holds: true, claim: Sure(ago: 5));
        (dropping.Verdict, dropping.Reason).ShouldBe((Verdict.Drop, HoldReason.NoMajority));
        dropping.Message.ShouldBe("only 1 of 3 sentinels answer, 2 have to, for 5.0 s");
    }

    [Fact]
    public void Without_a_majority_nothing_is_taken_and_nothing_found_is_kept()
    {
        Decide(OwnRole.Master, [View(1, Me)], claim: Sure(ago: 1)).Verdict.ShouldBe(Verdict.Drop);
        Decide(OwnRole.Master, [View(1, Me)], holds: true).Verdict.ShouldBe(Verdict.Drop, "it was on the interface when the agent started, and nobody says that it belongs here");
    }

    [Fact]
    public void A_redis_that_does_not_answer_keeps_the_address_for_as_long_as_the_majority_may_be_out_of_sight()
    {
        ImmutableArray<SentinelView> all = [View(1, Me), View(2, Me), View(3, Me)];

        Decide(OwnRole.Unknown, all, holds: true, claim: Sure(ago: 1)).Verdict.ShouldBe(Verdict.Wait);
        Decide(OwnRole.Unknown, all, holds: true, claim: Sure(ago: 6)).Verdict.ShouldBe(Verdict.Drop);
        Decide(OwnRole.Unknown, all).Verdict.ShouldBe(Verdict.Drop);
        Decide(OwnRole.Unknown, [View(1, Other, epoch: 9), View(2, Other, epoch: 9)], holds: true, claim: Sure(ago: 1)).Reason.ShouldBe(HoldReason.AnotherNamed);
    }

    [Fact]
    public void Old_answers_make_nobody_take_the_address() =>
        Decide(OwnRole.Master, [View(1, Me), View(2, Me, ago: 3), View(3, Me, ago: 3)]).Verdict.ShouldBe(Verdict.Drop);

    [Fact]
    public void It_was_certain_when_the_last_sentinel_that_was_needed_had_answered() =>
        Decide(OwnRole.Master, [View(1, Me, ago: 0.1), View(2, Me, ago: 1), View(3, Me, ago: 2)]).Claim!.SureAt.ShouldBe(Now - TimeSpan.FromSeconds(1));

    [Fact]
    public void Sentinels_that_disagree_are_named_in_the_message() =>
        Decide(OwnRole.Master, [View(1, Me), View(2, Other), View(3, null)]).Message
            .ShouldBe("no 2 of 3 sentinels agree (1 name 172.16.1.10:6379, 1 name 172.16.1.11:6379, 1 know no master of this name)");

    [Fact]
    public void A_holder_is_looked_at_again_when_the_answers_behind_it_stop_counting() =>
        Decide(OwnRole.Master, [View(1, Me, ago: 0.5), View(2, Me, ago: 1), View(3, Me, ago: 2)]).Until.ShouldBe(Now + TimeSpan.FromSeconds(1.5));

    [Theory]
    [InlineData(0.1, 2, 1.5)]
    [InlineData(3, 3, 2.25)]
    [InlineData(30, 30, 2.5)]
    public void A_lost_majority_is_seen_before_it_costs_the_address(double wanted, double holdFor, double freshFor) =>
        HoldRules.For(TimeSpan.FromSeconds(wanted)).ShouldBe(new HoldRules(TimeSpan.FromSeconds(holdFor), TimeSpan.FromSeconds(freshFor)));

    private static SentinelView View(int sentinel, HostPort? master, long epoch = 1, double ago = 0) =>
        new($"172.16.1.1{sentinel - 1}:26379", Now - TimeSpan.FromSeconds(ago), master, epoch);

    private static Claim Sure(double ago) => new(Now - TimeSpan.FromSeconds(ago), 1);

    private static Decision Decide(OwnRole role, ImmutableArray<SentinelView> sentinels, bool holds = false, Claim? claim = null, HostPort? promoted = null) =>
        HoldRule.Decide(
            new Evidence
            {
                Now = Now,
                Redis = new OwnRedis(role, Now, "so it says"),
                Self = new HashSet<HostPort> { Me },
                Sentinels = sentinels,
                Known = 3,
                Needed = 2,
                Holds = holds,
                Claim = claim,
                PromotedElsewhere = promoted,
            },
            Rules);
}
