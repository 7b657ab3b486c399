using k8s;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Apply;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;

namespace RedisOperator.Operator.Groups.Status;

/// <summary>How well the group is, counted once for status and conditions.</summary>
public sealed class GroupHealth
{
    public GroupHealth(GroupFacts facts, GroupPlan plan, ApplyResult result)
    {
        Facts = facts;
        Master = plan.Decision switch
        {
            Decision.Keep or Decision.Adopt or Decision.Introduce => plan.Decision.Master,
            Decision.FinishFailover when result.PromotedAt is not null => plan.Decision.Master,
            Decision.FinishFailover => null,
            // What was read is of the time before a hand-over, and is told as that; the next pass reads what came of it.
            _ => plan.Decision.Serving,
        };
        Holder = plan.Decision is Decision.Keep || (result.RoutedAt is not null && plan.Decision is not Decision.HandOver) ? Master : facts.Routed;
        Linked = facts.Pods.Count(pod => pod != Master && IsLinked(pod));
        Obstacle = result.Failures.Select(ObstacleIn).FirstOrDefault(found => found is not null);
        Agreeing = facts.Opinions.Count(Agrees);
    }

    public GroupFacts Facts { get; }

    /// <summary>The pod that is master by the rule of who may be routed to; null while there is none.</summary>
    public PodObservation? Master { get; }

    /// <summary>The pod that the VIP leads to.</summary>
    public PodObservation? Holder { get; }

    /// <summary>Replicas whose link to the master is up.</summary>
    public int Linked { get; }

    /// <summary>The master and the replicas that follow it.</summary>
    public int Serving => Linked + (Master is null ? 0 : 1);

    /// <summary>Sentinels that name the master and see all of its replicas follow and know all other sentinels: those that could fail over.</summary>
    public int Agreeing { get; }

    /// <summary>What no repetition cures: a name that is taken, an object that the API server refuses. With its reason.</summary>
    public (string Reason, string Message)? Obstacle { get; }

    public int Wanted => Facts.Observation.Group.Spec.Replicas;

    /// <summary>How many sentinels there should be.</summary>
    public int WantedSentinels => Facts.Observation.Group.Spec.Sentinels();

    public bool IsRouted => Master is not null && Holder == Master;

    public bool HasQuorum => Master is not null && Agreeing >= Facts.Majority;

    public bool IsReplicating => Master is not null && Linked >= Wanted - 1;

    public bool IsReady => Obstacle is null && IsRouted && IsReplicating && Agreeing >= WantedSentinels && Facts.Leaders.IsEmpty;

    private static (string Reason, string Message)? ObstacleIn(Exception failure) => failure switch
    {
        NameTakenException taken => (Reasons.NameTaken, taken.Message),
        KubernetesException refused when refused.IsInvalid || refused.IsForbidden => (Reasons.ApplyFailed, refused.Message),
        _ => null,
    };

    private bool Agrees(PodObservation pod) =>
        pod.Monitor is { } monitor && monitor.Address == Master?.Address && monitor.Replicas.Count(replica => replica.Linked) >= Wanted - 1 && monitor.OtherSentinels >= WantedSentinels - 1;

    private bool IsLinked(PodObservation pod) =>
        Master is not null && pod.Answer is { IsMaster: false, LinkUp: true, Loading: false } answer && answer.MasterHost == Master.Address;
}
