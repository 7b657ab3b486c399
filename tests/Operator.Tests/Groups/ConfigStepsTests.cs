using System.Collections.Immutable;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Groups.Status;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Groups;

public sealed class ConfigStepsTests
{
    [Fact]
    public void Every_redis_is_told_once_and_again_when_it_or_the_text_is_another()
    {
        var fresh = Observe(("maxmemory", "1gb"));
        Told(fresh).ShouldBe(["cache-0", "cache-1", "cache-2"]);

        var told = Apply(fresh);
        Told(told).ShouldBeEmpty();

        told.Group.Spec.Config!["maxmemory"] = "2gb";
        Told(told).ShouldBe(["cache-0", "cache-1", "cache-2"]);

        Told(Apply(Observe(("maxmemory", "1gb")), restarted: 1)).ShouldBe(["cache-1"]);
    }

    [Fact]
    public void Nobody_is_told_while_a_master_is_being_made_or_data_is_loaded()
    {
        ConfigSteps.For(Observe(), new Decision.Wait(TimeSpan.FromSeconds(1), "Undecided", "")).ShouldBeEmpty();
        Told(Observe(answer => answer with { Loading = true })).ShouldBeEmpty();
    }

    [Fact]
    public void A_directive_gets_into_the_file_when_it_was_accepted_and_not_when_it_was_refused()
    {
        var accepted = Apply(Observe(("maxmemory", "1gb"), ("maxmemory-policy", "nonsense")), refused: "maxmemory-policy");

        var file = ConfigSteps.NextFile(accepted);

        file.Directives["maxmemory"].ShouldBe("1gb");
        file.Directives.ShouldNotContainKey("maxmemory-policy");
    }

    [Fact]
    public void A_refused_directive_is_named_and_the_group_stays_as_it_was()
    {
        var refused = Apply(Observe(("maxmemory-policy", "nonsense")), refused: "maxmemory-policy");

        var message = ConfigRefusals.Message(refused, new ApplyResult(null, null, []));

        message.ShouldNotBeNull().ShouldContain("maxmemory-policy nonsense: argument must be one of");
        ConfigRefusals.Message(Apply(Observe(("maxmemory", "1gb"))), new ApplyResult(null, null, [])).ShouldBeNull();
        ConfigRefusals.Message(Observe(("maxmemory", "\"1gb")), new ApplyResult(null, null, [])).ShouldNotBeNull().ShouldContain("quotes");
    }

    [Fact]
    public void The_file_says_appendonly_only_when_every_pod_could_start_from_it()
    {
        var both = WithMode(Observe(answer => answer with { Disk = Disk(appends: false) }), was: PersistenceMode.Snapshots, now: PersistenceMode.Both);
        Wanted(both)[RedisDirectives.AppendOnly].ShouldBe("yes");
        ConfigSteps.NextFile(both).AppendOnly.ShouldBeFalse();

        var rewriting = WithMode(Observe(answer => answer with { Disk = Disk(appends: true) with { IsRewriting = true } }), PersistenceMode.Snapshots, PersistenceMode.Both);
        ConfigSteps.NextFile(rewriting).AppendOnly.ShouldBeFalse();

        var written = WithMode(Observe(answer => answer with { Disk = Disk(appends: true) }), PersistenceMode.Snapshots, PersistenceMode.Both);
        ConfigSteps.NextFile(written).AppendOnly.ShouldBeTrue();
    }

    [Fact]
    public void The_append_only_file_goes_on_until_every_pod_has_a_new_snapshot_and_the_file_says_so()
    {
        var told = Apply(WithMode(Observe(answer => answer with { Disk = Disk(appends: true) }), PersistenceMode.AppendOnly, PersistenceMode.Snapshots));
        Steps(told).OfType<Step.TakeSnapshot>().Select(step => step.Pod.Name).ShouldBe(["cache-0", "cache-1", "cache-2"]);
        told.Applied["cache-0"].Wanted[RedisDirectives.AppendOnly].ShouldBe("yes");
        ConfigSteps.NextFile(told).AppendOnly.ShouldBeTrue();

        var asked = told with { Applied = told.Applied.ToImmutableDictionary(one => one.Key, one => one.Value with { SavingSince = (told.Now, 50) }) };
        Steps(asked).ShouldBeEmpty();
        ConfigSteps.NextFile(asked).AppendOnly.ShouldBeTrue();

        var saved = asked with { Pods = [.. asked.Pods.Select(pod => pod with { Redis = pod.Answer! with { Disk = Disk(appends: true) with { LastSave = 51 } } })] };
        ConfigSteps.NextFile(saved).AppendOnly.ShouldBeFalse();

        Wanted(WithMode(saved, PersistenceMode.Snapshots, PersistenceMode.Snapshots))[RedisDirectives.AppendOnly].ShouldBe("no");
    }

    private static DiskState Disk(bool appends) => new(appends, IsRewriting: false, RewriteSucceeded: true, IsSaving: false, SaveSucceeded: true, LastSave: 50);

    private static GroupObservation Observe(params (string Name, string Value)[] config) => Observe(answer => answer, config);

    private static GroupObservation Observe(Func<RedisView.Answered, RedisView.Answered> change, params (string Name, string Value)[] config)
    {
        var observation = new World().Redis(World.Master(), World.Replica(0, linked: true), World.Replica(0, linked: true)).SentinelsAll(World.Names(0)).RoutedTo(0).Observe();
        observation.Group.Spec.Config = config.ToDictionary(one => one.Name, one => one.Value);
        return WithMode(
            observation with { Pods = [.. observation.Pods.Select(pod => pod with { Redis = change(pod.Answer!) })] },
            PersistenceMode.AppendOnly,
            PersistenceMode.AppendOnly);
    }

    /// <summary>The ConfigMap is of a group with this mode and without directives.</summary>
    private static GroupObservation WithMode(GroupObservation observation, string was, string now)
    {
        var config = observation.Group.Spec.Config;
        (observation.Group.Spec.Config, observation.Group.Spec.Persistence.Mode) = (null, was);
        var map = ConfigMapBuilder.Build(observation.Group, ["10.96.0.10", "10.96.0.11", "10.96.0.12"], LiveFile.Of(observation.Group));
        (observation.Group.Spec.Config, observation.Group.Spec.Persistence.Mode) = (config, now);
        return observation with { Objects = observation.Objects with { Config = map } };
    }

    /// <summary>What the steps note when they are done.</summary>
    private static GroupObservation Apply(GroupObservation observation, string? refused = null, int? restarted = null)
    {
        var notes = refused is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add(refused, "argument must be one of ...");
        var applied = Steps(observation).OfType<Step.Configure>()
            .ToImmutableDictionary(step => step.Pod.Name, step => new AppliedConfig(step.Pod.Ordinal == restarted ? "another" : step.Pod.Process!, step.Wanted, notes));
        return observation with { Applied = applied };
    }

    private static ImmutableSortedDictionary<string, string> Wanted(GroupObservation observation) => Steps(observation).OfType<Step.Configure>().First().Wanted;

    private static string[] Told(GroupObservation observation) => [.. Steps(observation).OfType<Step.Configure>().Select(step => step.Pod.Name)];

    private static Step[] Steps(GroupObservation observation) =>
        [.. ConfigSteps.For(observation, new Decision.Keep(observation.Pods[0], 0, Reasons.NamedByMajority, "")).SelectMany(stage => stage)];
}
