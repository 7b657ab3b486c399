using RedisOperator.TestSupport.Checking;

namespace RedisOperator.Writer.Tests.Checking;

/// <summary>Each rule finds its wrong, and lets pass what is no wrong yet. Times are milliseconds of one imagined minute.</summary>
public sealed class RulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A master that is led to and labelled, and a replica.
    private static CheckRecord Good => new()
    {
        Watched = new Span(At(0), At(60_000)),
        Vip = [Led(0, "a")],
        Pods = [Pod("a", (0, "master")), Pod("b", (0, "replica"))],
        Roles = [Role("a", RoleSpan.Master, 0, 60_000), Role("b", "replica of 10.96.0.1", 0, 60_000)],
        PodOfServer = new Dictionary<string, string>(StringComparer.Ordinal) { ["10.96.0.1"] = "pod-a", ["10.96.0.2"] = "pod-b" },
    };

    [Fact]
    public void Nothing_is_wrong_with_a_group_that_is_right() => Rules.Violations(Good with { Writes = [Write("10.96.0.1", 1000)] }).ShouldBeEmpty();

    [Fact]
    public void Two_pods_behind_the_VIP_are_wrong_at_once()
    {
        var record = Good with { Vip = [Led(0, "a"), Led(1000, "a", "b"), Led(1001, "a")] };

        var violation = Rules.Violations(record).ShouldHaveSingleItem();

        violation.Kind.ShouldBe(ViolationKind.VipLedToTwoPods);
        violation.Text.ShouldBe("pod-a and pod-b");
    }

    [Fact]
    public void Routed_by_labels_two_pods_are_allowed_the_time_between_two_writes()
    {
        var record = Good with { RoutedByLabels = true, Vip = [Led(0, "a"), Led(1000, "a", "b"), Led(1300, "a")] };

        Rules.Violations(record).ShouldBeEmpty();
        Kinds(record with { Vip = [Led(0, "a"), Led(1000, "a", "b"), Led(1700, "a")] }).ShouldContain(ViolationKind.VipLedToTwoPods);
    }

    [Theory]
    [InlineData(499, false)]
    [InlineData(501, true)]
    public void A_VIP_that_leads_to_a_replica_is_wrong_after_one_pass(int milliseconds, bool wrong)
    {
        var record = Good with { Vip = [Led(0, "a"), Led(1000, "b"), Led(1000 + milliseconds, "a")] };

        Kinds(record).ShouldBe(wrong ? [ViolationKind.VipLedToNonMaster] : []);
    }

    [Fact]
    public void A_VIP_that_leads_to_a_dead_or_silent_master_is_not_wrong_by_itself()
    {
        var record = Good with { Roles = [Role("a", RoleSpan.Master, 0, 1000), Role("a", RoleSpan.Refused, 1010, 30_000), Role("a", RoleSpan.Silent, 30_010, 60_000)] };

        Rules.Violations(record).ShouldBeEmpty();
    }

    [Fact]
    public void A_pod_that_answers_again_after_a_silence_gets_a_second_more()
    {
        var roles = (int until) => new[] { Role("a", RoleSpan.Master, 0, 1000), Role("a", RoleSpan.Silent, 1010, 5000), Role("a", RoleSpan.Held, 5010, until), Role("a", RoleSpan.Master, until + 10, 60_000) };

        Rules.Violations(Good with { Roles = roles(5010 + 1400) }).ShouldBeEmpty();
        Kinds(Good with { Roles = roles(5010 + 1600) }).ShouldBe([ViolationKind.VipLedToNonMaster, ViolationKind.MasterLabelOnNonMaster], ignoreOrder: true);
    }

    [Fact]
    public void Words_that_change_from_one_wrong_to_another_are_one_stretch()
    {
        var record = Good with { Roles = [Role("a", RoleSpan.Loading, 1000, 1300), Role("a", RoleSpan.Held, 1325, 1600), Role("a", RoleSpan.Master, 1625, 60_000)] };

        Rules.Violations(record).ShouldAllBe(violation => violation.Text == "pod-a said loading, then held");
        Kinds(record).ShouldBe([ViolationKind.VipLedToNonMaster, ViolationKind.MasterLabelOnNonMaster], ignoreOrder: true);
    }

    [Fact]
    public void Two_master_labels_are_wrong_after_one_pass()
    {
        var pods = (int until) => new[] { Pod("a", (0, "master"), (until, "replica")), Pod("b", (0, "replica"), (1000, "master")) };
        var moved = Good with
        {
            Vip = [Led(0, "a"), Led(1000, "b")],
            Roles = [Role("a", RoleSpan.Master, 0, 900), Role("a", RoleSpan.Refused, 910, 60_000), Role("b", RoleSpan.Master, 950, 60_000)],
        };

        Rules.Violations(moved with { Pods = pods(1400) }).ShouldBeEmpty();
        Kinds(moved with { Pods = pods(1600) }).ShouldBe([ViolationKind.TwoMasterLabels]);
    }

    [Fact]
    public void The_label_of_a_pod_that_is_gone_is_gone_with_it()
    {
        var record = Good with { Pods = [Pod("a", (0, "master")) with { Until = At(1000) }, Pod("b", (0, "replica"), (900, "master"))], Vip = [Led(0, "a"), Led(900, "b")], Roles = [] };

        Rules.Violations(record).ShouldBeEmpty();
    }

    [Fact]
    public void A_master_label_on_a_replica_and_none_on_a_master_are_wrong_after_one_pass()
    {
        Kinds(Good with { Pods = [Pod("a", (0, "master"), (1000, "replica"), (1600, "master")), Pod("b", (0, "replica"))] }).ShouldBe([ViolationKind.MasterWithoutLabel]);
        Kinds(Good with { Pods = [Pod("a", (0, "master"), (1000, "replica"), (1400, "master")), Pod("b", (0, "replica"))] }).ShouldBeEmpty();
        Kinds(Good with { Pods = [Pod("a", (0, "master"), (1000, null), (1600, "master")), Pod("b", (0, "replica"), (1000, "master"), (1600, "replica"))] })
            .ShouldBe([ViolationKind.MasterLabelOnNonMaster, ViolationKind.MasterWithoutLabel], ignoreOrder: true);
    }

    [Fact]
    public void A_write_by_a_pod_that_the_VIP_no_longer_leads_to_is_wrong_after_one_pass()
    {
        var moved = Good with { Vip = [Led(0, "a"), Led(1000, "b")], Pods = [Pod("a", (0, "master"), (1000, "replica")), Pod("b", (0, "replica"), (1000, "master"))], Roles = [] };

        Rules.Violations(moved with { Writes = [Write("10.96.0.1", 1400), Write("10.96.0.2", 900)] }).ShouldBeEmpty();
        var violation = Rules.Violations(moved with { Writes = [Write("10.96.0.1", 1400), Write("10.96.0.1", 1600), Write("10.96.0.1", 1700)] }).ShouldHaveSingleItem();
        violation.Kind.ShouldBe(ViolationKind.WriteByAnotherPod);
        violation.Text.ShouldBe("2 writes of client 0, connection 1, by pod-a");
        Kinds(moved with { Writes = [Write("10.96.0.2", 500)] }).ShouldBe([ViolationKind.WriteByAnotherPod], "before the VIP led there");
        Kinds(moved with { Writes = [Write("10.96.0.2", 500) with { Outcome = WriteOutcome.Refused }] }).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_checker_slept_through_is_not_held_against_anybody_and_an_allowance_is_more_time()
    {
        var record = Good with { Vip = [Led(0, "a"), Led(1000, "b"), Led(1800, "a")] };

        Kinds(record).ShouldBe([ViolationKind.VipLedToNonMaster]);
        Rules.Violations(record with { Stalls = [new Stall(At(900), At(1250)), new Stall(At(1200), At(1350))] }).ShouldBeEmpty();
        Kinds(record with { Stalls = [new Stall(At(900), At(1200)), new Stall(At(1000), At(1200))] }).ShouldBe([ViolationKind.VipLedToNonMaster], "one stall seen by two counts once");
        Rules.Violations(record with { Allowances = [new Allowance(new Span(At(500), At(1500)), TimeSpan.FromSeconds(1), "on purpose")] }).ShouldBeEmpty();
        Kinds(record with { Allowances = [new Allowance(new Span(At(1500), At(2500)), TimeSpan.FromSeconds(1), "later")] }).ShouldBe([ViolationKind.VipLedToNonMaster]);
    }

    [Fact]
    public void Interruptions_are_counted_for_each_client_and_for_all_together()
    {
        LedgerEntry[] writes = [Write("s", 0), Write("s", 40), Write("s", 400), Write("s", 20) with { Lane = 1 }, Write("s", 300) with { Lane = 1 }];

        Interruption.OfAll(writes).ShouldBe([new Interruption(null, new Span(At(40), At(300))), new Interruption(null, new Span(At(300), At(400)))]);
        Interruption.OfEach(writes).Select(gap => (gap.Lane, gap.Milliseconds)).ShouldBe([(0, 360.0), (1, 280.0)]);
    }

    private static IReadOnlyList<ViolationKind> Kinds(CheckRecord record) => [.. Rules.Violations(record).Select(violation => violation.Kind)];

    private static DateTimeOffset At(int milliseconds) => Start.AddMilliseconds(milliseconds);

    private static Since<IReadOnlySet<string>> Led(int at, params string[] pods) => new(At(at), pods.ToHashSet(StringComparer.Ordinal));

    private static PodHistory Pod(string uid, params (int At, string? Label)[] labels) => new(uid, $"pod-{uid}", [.. labels.Select(label => new Since<string?>(At(label.At), label.Label))], null);

    private static RoleSpan Role(string pod, string role, int first, int last) => new(pod, role, At(first), At(last));

    private static LedgerEntry Write(string server, int at) => new("run", 0, 1, server, at, WriteOutcome.Acknowledged, At(at), At(at), "");
}
