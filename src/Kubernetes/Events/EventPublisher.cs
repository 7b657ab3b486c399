using k8s;
using k8s.Models;

namespace KubeOps.Abstractions.Events;

/// <summary>What an Event of Kubernetes can be.</summary>
public enum EventType
{
    Normal,
    Warning,
}

/// <summary>
/// Tells the users of an object what happened to it, as an Event. Never throws: a message that cannot be told must not stop the work it tells of.
/// </summary>
/// <param name="entity">The object; must have been read from the server (uid).</param>
/// <param name="reason">One word in CamelCase, for programs.</param>
/// <param name="message">A sentence, for people; no secrets.</param>
/// <param name="type">Normal or Warning.</param>
/// <param name="cancellationToken">Gives up telling it.</param>
public delegate Task EventPublisher(
    IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type = EventType.Normal, CancellationToken cancellationToken = default);
