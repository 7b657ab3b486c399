using k8s;
using RedisOperator.Operator.Diagnostics.Inspect;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Tests.Groups;

namespace RedisOperator.Operator.Tests.Diagnostics;

/// <summary>What the operator remembers of its decisions, for people who ask why.</summary>
public sealed class GroupJournalTests
{
    private static readonly NamespacedName Cache = new("shop", "cache");

    private readonly GroupJournals _journals = new();

    [Fact]
    public void The_same_decision_again_is_counted_and_not_repeated()
    {
        Note("NamedByMajority", "3 of 3 sentinels name cache-0", second: 0).ShouldBeTrue();
        Note("NamedByMajority", "3 of 3 sentinels name cache-0", second: 2).ShouldBeFalse();
        Note("NamedByMajority", "3 of 3 sentinels name cache-0", second: 4).ShouldBeFalse();

        var entry = _journals.Of(Cache)!.Entries.ShouldHaveSingleItem();
        entry.Count.ShouldBe(3);
        entry.First.ShouldBe(World.Now);
        entry.Last.ShouldBe(World.Now.AddSeconds(4));
    }

    [Fact]
    public void Another_reason_another_message_or_another_rank_is_another_entry()
    {
        Note("NamedByMajority", "3 of 3 sentinels name cache-0");
        Note("NamedByMajority", "2 of 3 sentinels name cache-0");
        Note("MasterSilent", "2 of 3 sentinels name cache-0");
        _journals.Decided(Cache, Wait("MasterSilent", "2 of 3 sentinels name cache-0"), World.Now, leads: false);

        _journals.Of(Cache)!.Entries.Select(entry => (entry.Reason, entry.Leads)).ShouldBe([("NamedByMajority", true), ("NamedByMajority", true), ("MasterSilent", true), ("MasterSilent", false)]);
    }

    [Fact]
    public void Only_the_last_ones_are_kept()
    {
        for (var number = 0; number < GroupJournal.Capacity + 7; number++)
        {
            Note("Undecided", $"look {number}");
        }

        var entries = _journals.Of(Cache)!.Entries;
        entries.Count.ShouldBe(GroupJournal.Capacity);
        entries[0].Message.ShouldBe("look 7");
        entries[^1].Message.ShouldBe($"look {GroupJournal.Capacity + 6}");
    }

    [Fact]
    public void A_step_that_failed_stands_behind_the_decision_it_was_for()
    {
        Note("MasterDown", "cache-0 is dead");
        _journals.Failed(Cache, "MasterDown", [new TimeoutException("SENTINEL FAILOVER: no answer in time")], World.Now, leads: true);

        var failed = _journals.Of(Cache)!.Entries[^1];
        failed.Decision.ShouldBe("Failed");
        failed.Reason.ShouldBe("MasterDown");
        failed.Message.ShouldBe("SENTINEL FAILOVER: no answer in time");
    }

    [Fact]
    public void A_refused_and_an_accepted_switchover_say_so()
    {
        var pod = new World().Redis(World.Master(), World.Replica(0, linked: true), World.Replica(0, linked: true)).Observe().Pods[0];
        _journals.Decided(Cache, new Decision.Keep(pod, 3, "NamedByMajority", "3 of 3 sentinels name cache-0", Refusal: "cache-7 is no pod of this group"), World.Now, leads: true);
        _journals.Decided(Cache, new Decision.Keep(pod, 3, "NamedByMajority", "3 of 3 sentinels name cache-0", new SwitchoverWish("SwitchoverRequested", "a switchover to any replica was asked for", "any")), World.Now, leads: true);

        _journals.Of(Cache)!.Entries.Select(entry => entry.Message).ShouldBe(
        [
            "3 of 3 sentinels name cache-0; no switchover: cache-7 is no pod of this group",
            "3 of 3 sentinels name cache-0; switchover accepted: a switchover to any replica was asked for",
        ]);
    }

    [Fact]
    public void A_group_that_is_gone_is_forgotten()
    {
        Note("FirstStart", "cache-0 is to be the first master");
        _journals.Keys.ShouldBe([Cache]);

        _journals.Forget(Cache);

        _journals.Keys.ShouldBeEmpty();
        _journals.Of(Cache).ShouldBeNull();
    }

    private bool Note(string reason, string message, int second = 0) => _journals.Decided(Cache, Wait(reason, message), World.Now.AddSeconds(second), leads: true);

    private static Decision.Wait Wait(string reason, string message) => new(TimeSpan.FromSeconds(1), reason, message);
}
