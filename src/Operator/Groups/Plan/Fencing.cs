using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>
/// min-replicas-to-write: a master that is cut off from its replicas stops taking writes (design, section 8). A master whose replicas are known to be gone would
/// stop too, so it is let off for as long as that is proven: a silent replica may be following another master and is no proof.
/// </summary>
public static class Fencing
{
    public static IEnumerable<Step> For(GroupFacts facts, PodObservation master) =>
        from pod in facts.RedisPods
        where pod.Answer is { Loading: false, Fence: not null }
        let wanted = Wanted(facts, pod, master)
        where pod.Answer!.Fence != wanted && (pod != master || pod.Answer.Fence!.MinReplicas >= wanted.MinReplicas || Following(facts, master) >= wanted.MinReplicas)
        select new Step.SetFence(pod, wanted.MinReplicas, wanted.MaxLagSeconds);

    /// <summary>The fence is raised when enough replicas follow: raised before, it would refuse writes that were taken a moment ago.</summary>
    private static int Following(GroupFacts facts, PodObservation master) =>
        facts.RedisPods.Count(pod => pod.Answer is { IsMaster: false, LinkUp: true, Loading: false } answer && answer.MasterHost == master.Address);

    /// <summary>How many replicas the master needs in order to take writes, where that is fewer than in normal times; null otherwise.</summary>
    public static int? Relaxed(GroupFacts facts, PodObservation master) =>
        Needed(facts, master) is var needed && needed < facts.Observation.Group.Spec.MinReplicasToWrite() ? needed : null;

    private static WriteFence Wanted(GroupFacts facts, PodObservation pod, PodObservation master)
    {
        var spec = facts.Observation.Group.Spec;
        return new WriteFence(pod == master ? Needed(facts, master) : spec.MinReplicasToWrite(), (int)spec.MaxLag().TotalSeconds);
    }

    private static int Needed(GroupFacts facts, PodObservation master) =>
        Math.Min(facts.Observation.Group.Spec.MinReplicasToWrite(), facts.RedisPods.Count(pod => pod != master && pod.Redis is not RedisView.Dead));
}
