using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The answer to "who is master": a closed set, each with a reason (one word, for Events and conditions) and a message for people.</summary>
public abstract record Decision(string Reason, string Message)
{
    /// <summary>The pod that everything else may be pointed at, or null while there is none.</summary>
    public virtual PodObservation? Master => null;

    /// <summary>The routed pod is the master. Repairs of everything else are allowed.</summary>
    public sealed record Keep(PodObservation Pod, long Epoch, string Reason, string Message) : Decision(Reason, Message)
    {
        public override PodObservation Master => Pod;
    }

    /// <summary>Route to this pod: it says master, and a majority of sentinels or the failover that runs says so too.</summary>
    public sealed record Adopt(PodObservation Pod, long Epoch, string Reason, string Message) : Decision(Reason, Message)
    {
        public override PodObservation Master => Pod;
    }

    /// <summary>The running failover has selected this replica of a dead master: promote it now instead of waiting for Sentinel's next ticks, then route.</summary>
    public sealed record FinishFailover(PodObservation Pod, PodObservation Sentinel, long Epoch, string Reason, string Message) : Decision(Reason, Message)
    {
        public override PodObservation Master => Pod;
    }

    /// <summary>Ask exactly one sentinel to fail over.</summary>
    public sealed record StartFailover(PodObservation? From, PodObservation Sentinel, string Reason, string Message) : Decision(Reason, Message);

    /// <summary>Before a failover: make the other replicas ineligible (replica-priority 0) and the preferred ones eligible, so that only those can be selected.</summary>
    public sealed record Steer(ImmutableArray<PodObservation> Ineligible, ImmutableArray<PodObservation> Eligible, string Reason, string Message) : Decision(Reason, Message);

    /// <summary>Nobody is master and nobody can say who was later than this pod: it becomes master.</summary>
    public sealed record ColdStart(PodObservation Pod, bool DatasetAtRisk, string Reason, string Message) : Decision(Reason, Message);

    /// <summary>One pod is master and the sentinels know of none: tell them. Routing waits until they have answered.</summary>
    public sealed record Introduce(PodObservation Pod, string Reason, string Message) : Decision(Reason, Message)
    {
        public override PodObservation Master => Pod;
    }

    /// <summary>Nothing can be decided yet; look again after <paramref name="Again"/> at the latest.</summary>
    public sealed record Wait(TimeSpan Again, string Reason, string Message) : Decision(Reason, Message);
}
