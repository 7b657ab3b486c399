using System.Collections.Immutable;
using System.Globalization;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>An observation, counted: what the rules ask about, each worked out once.</summary>
public sealed record GroupFacts
{
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(5);

    private GroupFacts(GroupObservation observation)
    {
        Observation = observation;
        Pods = observation.Pods;
        RedisPods = [.. Pods.Where(pod => pod.HasRedis)];
        Majority = (Pods.Length / 2) + 1;
        Opinions = [.. Pods.Where(pod => pod.Monitor is not null)];
        AnsweringSentinels = Pods.Count(pod => pod.Sentinel is not SentinelView.Silent);
        Masters = [.. Pods.Where(pod => pod.SaysMaster)];
        // Of equally new opinions the one that most share: an epoch says nothing about a sentinel that was told something else by hand.
        Newest = Opinions.OrderByDescending(pod => pod.Monitor!.ConfigEpoch).ThenByDescending(pod => Opinions.Count(other => other.Monitor!.Address == pod.Monitor!.Address)).FirstOrDefault()?.Monitor;
        Named = Newest is null ? null : observation.PodAt(Newest.Address);
        NamedBy = Newest is null ? 0 : Opinions.Count(pod => pod.Monitor!.Address == Newest.Address);
        Leaders = [.. Opinions.Where(pod => pod.Monitor!.FailoverRunning)];
        Routed = observation.PodNamed(observation.Objects.Route?.PodName);
        RoutedEpoch = observation.Objects.Route?.Epoch ?? 0;
        Recorded = observation.PodNamed(observation.Group.Status?.Master?.Pod);
        var last = observation.Group.Status?.LastSwitch;
        Unfinished = last is { CompletedAt: null, To: not null } ? observation.PodNamed(last.To) : null;
        OpenSwitchover = last is { CompletedAt: null, Kind: SwitchKind.Switchover } ? last : null;
        LastFailedAt = last is { Outcome: SwitchOutcome.Failed, Reason: not Reasons.SwitchoverRequested, CompletedAt: { } failedAt } && DateTimeOffset.TryParse(failedAt, CultureInfo.InvariantCulture, out var failed) ? failed : null;
        var masterless = observation.Group.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: Conditions.MasterAvailable, Status: "False" })?.LastTransitionTime;
        MasterlessFor = observation.Now - masterless;
        SentinelsAreStuck = MasterlessFor > observation.Group.Spec.DownAfter() + observation.Group.Spec.FailoverTimeout() + StuckAfter;
        Request = observation.Group.Metadata.Annotations is { } annotations && annotations.TryGetValue(Annotations.Switchover, out var request) ? request : null;
    }

    public GroupObservation Observation { get; }

    public ImmutableArray<PodObservation> Pods { get; }

    /// <summary>Those of <see cref="Pods"/> that run a redis: all but the sentinel-only pod of a pair.</summary>
    public ImmutableArray<PodObservation> RedisPods { get; }

    /// <summary>More than half of the group's sentinels: one runs beside each redis, silent ones count as well.</summary>
    public int Majority { get; }

    /// <summary>Pods whose sentinel monitors the group.</summary>
    public ImmutableArray<PodObservation> Opinions { get; }

    public int AnsweringSentinels { get; }

    /// <summary>Pods that say <c>role:master</c> of themselves.</summary>
    public ImmutableArray<PodObservation> Masters { get; }

    /// <summary>The opinion with the highest config-epoch; of several, the one that most share.</summary>
    public SentinelView.Monitoring? Newest { get; }

    /// <summary>The pod that the newest opinion names; null when there is no opinion, or its address is no pod's.</summary>
    public PodObservation? Named { get; }

    /// <summary>How many sentinels name the address of the newest opinion.</summary>
    public int NamedBy { get; }

    /// <summary>Pods whose sentinel runs a failover now. Two at once happen when two were asked, or by a lost hello.</summary>
    public ImmutableArray<PodObservation> Leaders { get; }

    /// <summary>Where the VIP leads.</summary>
    public PodObservation? Routed { get; }

    /// <summary>The epoch the route was written with.</summary>
    public long RoutedEpoch { get; }

    /// <summary>The master in <c>status</c>.</summary>
    public PodObservation? Recorded { get; }

    /// <summary>The pod that a switch recorded in <c>status</c> was to promote, if it has not been completed.</summary>
    public PodObservation? Unfinished { get; }

    /// <summary>A planned switch that is on record and not done.</summary>
    public LastSwitchStatus? OpenSwitchover { get; }

    /// <summary>
    /// Since longer than Sentinel takes for an attempt of its own (downAfter, failoverTimeout) and the operator for one of its own, nobody is master:
    /// the sentinels cannot. They may have forgotten the replicas (a RESET at the wrong time), or take none of them for good.
    /// </summary>
    public bool SentinelsAreStuck { get; }

    /// <summary>Since when the group is on record as having no master; null when it has one. Whole seconds.</summary>
    public TimeSpan? MasterlessFor { get; }

    /// <summary>When the last switch failed, if it was one that nobody asked for; null otherwise.</summary>
    public DateTimeOffset? LastFailedAt { get; }

    /// <summary>The value of the annotation that asks for a switchover; null without one.</summary>
    public string? Request { get; }

    /// <summary>The pod runs an earlier template than the one that is wanted now.</summary>
    public bool IsOutdated(PodObservation pod) => pod.Pod is { } running && TemplateHash.IsOutdated(Observation.Group, running);

    /// <summary>The pod is not among those that stay when the group has become as small as is wanted.</summary>
    public bool Leaves(PodObservation pod) => pod.HasRedis && pod.Ordinal >= Observation.Group.Spec.Replicas;

    public static GroupFacts From(GroupObservation observation) => new(observation);

    /// <summary>The replica that the failover on this sentinel has selected, or null before +selected-slave.</summary>
    public PodObservation? SelectedBy(PodObservation leader)
    {
        var selected = leader.Monitor?.Replicas.FirstOrDefault(replica => replica.Selected);
        return selected is null ? null : Observation.PodAt(selected.Address);
    }
}
