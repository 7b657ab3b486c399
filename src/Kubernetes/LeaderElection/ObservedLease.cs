using k8s.Models;

namespace k8s.LeaderElection;

/// <summary>
/// The Lease as last read, and when this process saw it change. Only that moment on the own clock decides when a holder is over: clocks of
/// different machines are never compared.
/// </summary>
internal sealed class ObservedLease(TimeProvider time)
{
    private long _changedAt;

    public V1Lease? Lease { get; private set; }

    public string Holder => Lease?.Spec?.HolderIdentity ?? "";

    public void See(V1Lease? lease)
    {
        if (Lease?.Metadata.ResourceVersion != lease?.Metadata.ResourceVersion || Lease is null)
        {
            _changedAt = time.GetTimestamp();
        }

        Lease = lease;
    }

    /// <summary>Nobody holds it, or its holder has not renewed it for as long as it promised.</summary>
    public bool IsFree =>
        Holder.Length == 0 || time.GetElapsedTime(_changedAt) >= TimeSpan.FromSeconds(Lease?.Spec?.LeaseDurationSeconds ?? 0);
}
