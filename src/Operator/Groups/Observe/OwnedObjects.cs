using System.Collections.Immutable;
using k8s.Models;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>The objects of one group as the stores had them. The route is read before Redis is asked: a later write by somebody else then fails ours.</summary>
public sealed record OwnedObjects
{
    public static readonly OwnedObjects None = new();

    public V1Secret? Auth { get; init; }

    public V1ConfigMap? Config { get; init; }

    public V1StatefulSet? StatefulSet { get; init; }

    /// <summary>The StatefulSet of a pair's third sentinel.</summary>
    public V1StatefulSet? Arbiter { get; init; }

    public V1ServiceAccount? ServiceAccount { get; init; }

    public V1PodDisruptionBudget? DisruptionBudget { get; init; }

    public V1NetworkPolicy? NetworkPolicy { get; init; }

    public ImmutableDictionary<string, V1Service> Services { get; init; } = ImmutableDictionary<string, V1Service>.Empty;

    public V1EndpointSlice? Slice { get; init; }

    /// <summary>The claims of the pods' volumes, by name. Made by the StatefulSet controller, they belong to the group by their label only.</summary>
    public ImmutableDictionary<string, V1PersistentVolumeClaim> Claims { get; init; } = ImmutableDictionary<string, V1PersistentVolumeClaim>.Empty;

    /// <summary>The group's password, or null while there is none.</summary>
    public string? Password => Passwords?.Current;

    /// <summary>All that the Secret says of passwords, or said before somebody deleted it.</summary>
    public GroupPasswords? Passwords { get; init; }

    /// <summary>The very same instances, the slice apart. Cheap, and enough: a store replaces an object, it never changes one.</summary>
    public bool IsSameAs(OwnedObjects other) =>
        ReferenceEquals(Auth, other.Auth)
        && ReferenceEquals(Config, other.Config)
        && ReferenceEquals(StatefulSet, other.StatefulSet)
        && ReferenceEquals(Arbiter, other.Arbiter)
        && ReferenceEquals(ServiceAccount, other.ServiceAccount)
        && ReferenceEquals(DisruptionBudget, other.DisruptionBudget)
        && ReferenceEquals(NetworkPolicy, other.NetworkPolicy)
        && Services.Count == other.Services.Count
        && Services.All(service => ReferenceEquals(service.Value, other.Services.GetValueOrDefault(service.Key)));

    /// <summary>Where the VIP leads; null while it leads nowhere.</summary>
    public Route? Route { get; init; }
}

/// <param name="PodName">The pod that the VIP leads to.</param>
/// <param name="Epoch">The config-epoch this route was written with.</param>
public sealed record Route(string PodName, string? PodUid, string? Ip, long Epoch);
