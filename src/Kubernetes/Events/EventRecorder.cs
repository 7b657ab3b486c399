using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOps.Abstractions.Events;

/// <summary>
/// Writes core/v1 Events. The same words about the same object within an hour are one Event whose count and lastTimestamp move; which those are is
/// only remembered here, so a restarted process begins a new one.
/// </summary>
public sealed partial class EventRecorder(IKubernetes client, string component, string instance, TimeProvider time, ILogger<EventRecorder>? log = null)
{
    // Events live for an hour on an API server left at its defaults.
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    // Nobody waits longer than this for a message to be told.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private const int LongestMessage = 1024;

    private readonly ILogger _log = log ?? NullLogger<EventRecorder>.Instance;
    private readonly RecentEvents _recent = new(time, Window, capacity: 4096);

    /// <summary>An <see cref="EventPublisher"/>.</summary>
    public async Task PublishAsync(
        IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type = EventType.Normal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var about = new EventKey(entity.Metadata.Uid ?? NamespacedName.Of(entity).ToString(), reason, Shortened(message), type);
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await TellAsync(entity, about, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            LogNotTold(NamespacedName.Of(entity), reason, e.Message);
        }
    }

    private async Task TellAsync(IKubernetesObject<V1ObjectMeta> entity, EventKey about, CancellationToken ct)
    {
        // One at a time for the same words, so that two passes do not both create it.
        var recent = _recent.Of(about);
        await recent.Gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!_recent.IsCurrent(recent) || !await TryCountAsync(recent, ct).ConfigureAwait(false))
            {
                var created = await client.CreateAsync(NewEvent(entity, about), ct).ConfigureAwait(false);
                _recent.Created(recent, created.Metadata);
            }
        }
        finally
        {
            recent.Gate.Release();
        }
    }

    /// <summary>False when the server has forgotten the Event.</summary>
    private async Task<bool> TryCountAsync(RecentEvent recent, CancellationToken ct)
    {
        var patch = new JsonObject
        {
            ["count"] = recent.Count + 1,
            ["lastTimestamp"] = time.GetUtcNow().UtcDateTime.ToString(TimeConverter.Format),
        };
        try
        {
            await client.PatchAsync<Corev1Event>(new V1Patch(patch, PatchType.MergePatch), recent.Namespace, recent.Name!, null, ct).ConfigureAwait(false);
            recent.Count++;
            return true;
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    private Corev1Event NewEvent(IKubernetesObject<V1ObjectMeta> entity, EventKey about)
    {
        var now = time.GetUtcNow();
        var metadata = entity.Metadata;
        return new Corev1Event
        {
            Metadata = new V1ObjectMeta
            {
                // As kubectl and client-go name them: the object and the time, unique enough and sortable.
                Name = $"{metadata.Name}.{now.UtcTicks:x}",
                NamespaceProperty = string.IsNullOrEmpty(metadata.NamespaceProperty) ? "default" : metadata.NamespaceProperty,
            },
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = entity.ApiVersion,
                Kind = entity.Kind,
                Name = metadata.Name,
                NamespaceProperty = metadata.NamespaceProperty,
                Uid = metadata.Uid,
                ResourceVersion = metadata.ResourceVersion,
            },
            Reason = about.Reason,
            Message = about.Message,
            Type = about.Type.ToString(),
            Count = 1,
            FirstTimestamp = now,
            LastTimestamp = now,
            Source = new V1EventSource { Component = component },
            ReportingComponent = component,
            ReportingInstance = instance,
        };
    }

    private static string Shortened(string message) => message.Length <= LongestMessage ? message : message[..(LongestMessage - 1)] + "…";
}
