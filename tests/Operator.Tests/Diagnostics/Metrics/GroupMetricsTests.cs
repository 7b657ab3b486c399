using k8s;
using KubeOps.Abstractions.Events;
using RedisOperator.Entities;
using RedisOperator.Operator.Diagnostics.Metrics;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;
using RedisOperator.Operator.Tests.Groups;
using static RedisOperator.Operator.Tests.Groups.World;

namespace RedisOperator.Operator.Tests.Diagnostics.Metrics;

/// <summary>Each test takes a namespace of its own: what is counted is counted for the whole process.</summary>
public sealed class GroupMetricsTests : IDisposable
{
    private readonly GroupMetrics _groups = new();
    private readonly OperatorMetrics _metrics;
    private readonly NamespacedName _group = new($"ns-{Guid.NewGuid():n}", "cache");

    public GroupMetricsTests() => _metrics = new OperatorMetrics(_groups, page => page.Set(MetricFamilies.Leader, 1));

    public void Dispose()
    {
        _metrics.Dispose();
        _groups.Dispose();
    }

    [Fact]
    public async Task A_whole_group_is_all_there()
    {
        Saw(new World().Redis(Master(offset: 5000), Replica(0, offset: 5000, linked: true), Replica(0, offset: 4000, linked: true)).SentinelsAll(Names(0)).RoutedTo(0));

        var page = await PageAsync();

        page["redis_operator_group_master_known"].ShouldBe(1);
        page["redis_operator_group_vip_routed"].ShouldBe(1);
        page["redis_operator_group_replicas_ready"].ShouldBe(3);
        page["redis_operator_group_replicas_wanted"].ShouldBe(3);
        page["redis_operator_group_sentinels_agreeing"].ShouldBe(3);
        page["redis_operator_group_sentinels_wanted"].ShouldBe(3);
        page["redis_operator_group_master_info,pod=\"cache-0\""].ShouldBe(1);
        page["redis_operator_group_replication_lag_bytes,pod=\"cache-1\""].ShouldBe(0);
        page["redis_operator_group_replication_lag_bytes,pod=\"cache-2\""].ShouldBe(1000);
        page["redis_operator_group_observed_timestamp_seconds"].ShouldBe(World.Now.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Without_a_master_there_is_no_lag_and_nobody_is_named()
    {
        Saw(new World().Redis(Dead(), Silent(), Held()).Sentinels(NoAnswer(), Names(0), Names(0)).RoutedTo(0));

        var page = await PageAsync();

        page["redis_operator_group_master_known"].ShouldBe(0);
        page["redis_operator_group_sentinels_answering"].ShouldBe(2);
        page.Keys.ShouldNotContain(key => key.StartsWith("redis_operator_group_replication_lag", StringComparison.Ordinal) || key.StartsWith("redis_operator_group_master_info", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Conditions_of_the_status_are_series()
    {
        Saw(new World().Redis(Master(), Replica(0), Replica(0)).SentinelsAll(Names(0)).Status(new RedisReplicationGroupStatus
        {
            Conditions = [new() { Type = Conditions.Ready, Status = "False" }, new() { Type = Conditions.DatasetAtRisk, Status = "True" }],
        }));

        var page = await PageAsync();

        page["redis_operator_group_condition,condition=\"Ready\""].ShouldBe(0);
        page["redis_operator_group_condition,condition=\"DatasetAtRisk\""].ShouldBe(1);
    }

    [Fact]
    public async Task A_failover_is_zero_before_it_is_one_and_counts_when_it_ends()
    {
        Saw(new World().Redis(Master(), Replica(0), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0));
        (await PageAsync())["redis_operator_switches_total,kind=\"Failover\",outcome=\"Completed\""].ShouldBe(0);
        var begun = new LastSwitchStatus { Kind = SwitchKind.Failover, StartedAt = "2026-11-22T12:00:00.000Z" };
        var ended = begun with { CompletedAt = "2026-11-22T12:00:00.190Z", Outcome = SwitchOutcome.Completed, TotalMs = 200 };

        _groups.Switched(_group, null, begun);
        _groups.Switched(_group, begun, ended);
        _groups.Switched(_group, ended, ended);

        (await PageAsync())["redis_operator_switches_total,kind=\"Failover\",outcome=\"Completed\""].ShouldBe(1);
    }

    [Fact]
    public async Task Refused_and_failed_switchovers_are_told_apart_from_those_that_worked()
    {
        var refused = new LastSwitchStatus { Kind = SwitchKind.Switchover, StartedAt = "a", CompletedAt = "a", Outcome = SwitchOutcome.Failed };
        var done = new LastSwitchStatus { Kind = SwitchKind.Switchover, StartedAt = "b", CompletedAt = "c", Outcome = SwitchOutcome.Completed, TotalMs = 1200, PausedMs = 150 };

        _groups.Switched(_group, null, refused);
        _groups.Switched(_group, refused, done);

        var page = await PageAsync();
        page["redis_operator_switches_total,kind=\"Switchover\",outcome=\"Failed\""].ShouldBe(1);
        page["redis_operator_switches_total,kind=\"Switchover\",outcome=\"Completed\""].ShouldBe(1);
    }

    [Fact]
    public async Task Events_are_counted_by_reason()
    {
        _groups.Told(_group, new Say(EventType.Warning, Reasons.LabelCorrected, "one"));
        _groups.Told(_group, new Say(EventType.Warning, Reasons.LabelCorrected, "another"));

        (await PageAsync())["redis_operator_group_events_total,type=\"Warning\",reason=\"LabelCorrected\""].ShouldBe(2);
    }

    [Fact]
    public async Task A_group_that_is_gone_leaves_nothing()
    {
        Saw(new World().Redis(Master(), Replica(0), Replica(0)).SentinelsAll(Names(0)).RoutedTo(0));
        _groups.Told(_group, new Say(EventType.Normal, Reasons.GroupReady, "one"));
        (await PageAsync()).ShouldNotBeEmpty();

        _groups.Forget(_group);

        (await PageAsync()).ShouldBeEmpty();
    }

    private void Saw(World world)
    {
        var observation = world.Observe();
        _groups.Saw(_group, observation, GroupPlan.For(observation), new ApplyResult(null, null, []));
    }

    /// <summary>The series of this test's group, by name and what follows the group's own labels.</summary>
    private async Task<Dictionary<string, double>> PageAsync()
    {
        var labels = MetricFamilies.GroupMasterKnown.LabelText(_group.Namespace, _group.Name);
        var lines = (await PageText.OfAsync(_metrics.Scrape())).Split('\n').Where(line => line.Contains(labels, StringComparison.Ordinal));
        return lines.Select(line => line.Replace("{" + labels, "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1]));
    }
}
