using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>An observation, counted: what the rules ask about, each worked out once.</summary>
public sealed record GroupFacts
{
    private GroupFacts(GroupObservation observation)
    {
        Observation = observation;
        Pods = observation.Pods;
        Majority = (Pods.Length / 2) + 1;
        Opinions = [.. Pods.Where(pod => pod.Monitor is not null)];
        AnsweringSentinels = Pods.Count(pod => pod.Sentinel is not SentinelView.Silent);
        Masters = [.. Pods.Where(pod => pod.SaysMaster)];
        Newest = Opinions.MaxBy(pod => pod.Monitor!.ConfigEpoch)?.Monitor;
        Named = Newest is null ? null : observation.PodAt(Newest.Address);
        NamedBy = Newest is null ? 0 : Opinions.Count(pod => pod.Monitor!.Address == Newest.Address);
        Leaders = [.. Opinions.Where(pod => pod.Monitor!.FailoverRunning)];
        Routed = observation.PodNamed(observation.Objects.Route?.PodName);
        RoutedEpoch = observation.Objects.Route?.Epoch ?? 0;
        Recorded = observation.PodNamed(observation.Group.Status?.Master?.Pod);
        var last = observation.Group.Status?.LastSwitch;
        Unfinished = last is { CompletedAt: null, To: not null } ? observation.PodNamed(last.To) : null;
    }

    public GroupObservation Observation { get; }

    public ImmutableArray<PodObservation> Pods { get; }

    /// <summary>More than half of the group's sentinels: one runs beside each redis, silent ones count as well.</summary>
    public int Majority { get; }

    /// <summary>Pods whose sentinel monitors the group.</summary>
    public ImmutableArray<PodObservation> Opinions { get; }

    public int AnsweringSentinels { get; }

    /// <summary>Pods that say <c>role:master</c> of themselves.</summary>
    public ImmutableArray<PodObservation> Masters { get; }

    /// <summary>The opinion with the highest config-epoch.</summary>
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

    public static GroupFacts From(GroupObservation observation) => new(observation);

    /// <summary>The replica that the failover on this sentinel has selected, or null before +selected-slave.</summary>
    public PodObservation? SelectedBy(PodObservation leader)
    {
        var selected = leader.Monitor?.Replicas.FirstOrDefault(replica => replica.Selected);
        return selected is null ? null : Observation.PodAt(selected.Address);
    }
}
