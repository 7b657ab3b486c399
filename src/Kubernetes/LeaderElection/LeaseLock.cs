using k8s.Models;

namespace k8s.LeaderElection;

/// <summary>The Lease that candidates compete for. All writes carry the version that was read, so of two at once one fails with 409.</summary>
/// <param name="client">The API server.</param>
/// <param name="ns">The Lease's namespace.</param>
/// <param name="name">The Lease's name.</param>
/// <param name="identity">Who this candidate is; must differ from every other's, also from that of the same pod's process before.</param>
public sealed class LeaseLock(IKubernetes client, string ns, string name, string identity)
{
    public string Identity { get; } = string.IsNullOrEmpty(identity) ? throw new ArgumentException("a candidate needs an identity", nameof(identity)) : identity;

    public override string ToString() => $"{ns}/{name}";

    /// <summary>Null when there is none yet.</summary>
    internal async Task<V1Lease?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await client.GetAsync<V1Lease>(ns, name, ct).ConfigureAwait(false);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    internal Task<V1Lease> CreateAsync(V1LeaseSpec spec, CancellationToken ct) =>
        client.CreateAsync(new V1Lease { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = ns }, Spec = spec }, ct);

    internal Task<V1Lease> WriteAsync(V1Lease read, V1LeaseSpec spec, CancellationToken ct) =>
        client.ReplaceAsync(new V1Lease { Metadata = read.Metadata, Spec = spec }, null, ct);
}
