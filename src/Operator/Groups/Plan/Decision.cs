using System.Collections.Immutable;
using RedisOperator.Operator.Groups.Observe;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>The answer to "who is master": a closed set, each with a reason (one word, for Events and conditions) and a message for people.</summary>
public abstract record Decision(string Reason, string Message)
{
    /// <summary>The pod that everything else may be pointed at, or null while there is none.</summary>
    public virtual PodObservation? Master => null;

    /// <summary>The pod that serves as master while this goes on: for what people read, also where nothing else may be pointed at it.</summary>
    public virtual PodObservation? Serving => Master;

    /// <summary>The routed pod is the master. Repairs of everything else are allowed.</summary>
    /// <param name="Accepted">A planned switch that begins with the next pass, once it is on record.</param>
    /// <param name="Refusal">Why a switch that somebody asked for, or that had begun, does not come about.</param>
    public sealed record Keep(PodObservation Pod, long Epoch, string Reason, string Message, SwitchoverWish? Accepted = null, string? Refusal = null) : Decision(Reason, Message)
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
    /// <param name="Living">The master, when it is a living one that is going to hand over.</param>
    public sealed record Steer(ImmutableArray<PodObservation> Ineligible, ImmutableArray<PodObservation> Eligible, PodObservation? Living, string Reason, string Message) : Decision(Reason, Message)
    {
        public override PodObservation? Serving => Living;
    }

    /// <summary>The living master hands over to a replica: writes held back, the replica brought level, promoted, routed to. Nothing that was acknowledged is lost.</summary>
    public sealed record HandOver(PodObservation From, PodObservation Pod, PodObservation Sentinel, long Epoch, string Reason, string Message) : Decision(Reason, Message)
    {
        public override PodObservation Master => Pod;

        public override PodObservation Serving => From;
    }

    /// <summary>Nobody is master and nobody can say who was later than this pod: it becomes master.</summary>
    public sealed record ColdStart(PodObservation Pod, bool DatasetAtRisk, string Reason, string Message) : Decision(Reason, Message);

    /// <summary>One pod is master and the sentinels know of none: tell them. Routing waits until they have answered.</summary>
    public sealed record Introduce(PodObservation Pod, string Reason, string Message) : Decision(Reason, Message)
    {
        public override PodObservation Master => Pod;
    }

    /// <summary>Nothing can be decided yet; look again after <paramref name="Again"/> at the latest.</summary>
    /// <param name="Living">The master, when it is a living one that serves meanwhile.</param>
    public sealed record Wait(TimeSpan Again, string Reason, string Message, PodObservation? Living = null) : Decision(Reason, Message)
    {
        public override PodObservation? Serving => Living;
    }
}
