using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>The last Event about a Service that waits for its address.</summary>
/// <param name="At">Whole seconds.</param>
public sealed record BalancerWord(bool IsWarning, string Message, DateTimeOffset At);

/// <summary>
/// Why a load balancer assigns no address stands in Events of the Service and nowhere else. They are asked for only while an address is missing: a watch on the
/// Events of a cluster would be more than all that the operator holds otherwise.
/// </summary>
public sealed class BalancerWords(IKubernetes client, TimeProvider time)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    /// <summary>It is a sentence for people: no pass waits longer for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<NamespacedName, (BalancerWord? Word, string? Uid, long At)> _read = new();

    public async Task<BalancerWord?> ReadAsync(RedisReplicationGroup group, OwnedObjects objects, CancellationToken ct)
    {
        var key = NamespacedName.Of(group);
        if (!group.Spec.IsBalanced() || objects.Services.GetValueOrDefault(GroupNames.For(group).Vip) is not { } service || VipAddress.Assigned(service) is not null)
        {
            Forget(key);
            return null;
        }
        var uid = service.Metadata.Uid;
        if (_read.TryGetValue(key, out var known) && known.Uid == uid && time.GetElapsedTime(known.At) < Often)
        {
            return known.Word;
        }
        var word = await AskAsync(service, known.Word, ct);
        _read[key] = (word, uid, time.GetTimestamp());
        return word;
    }

    public void Forget(NamespacedName group) => _read.TryRemove(group, out _);

    private async Task<BalancerWord?> AskAsync(V1Service service, BalancerWord? known, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var options = new ListOptions { FieldSelector = $"involvedObject.uid={service.Metadata.Uid}" };
            var events = await client.ListAsync<Corev1Event>(service.Metadata.NamespaceProperty, options, both.Token);
            // Of one second a warning is the news: an assignment would be seen in the Service itself.
            return events.Items.Select(Word).OfType<BalancerWord>().MaxBy(word => (word.At, word.IsWarning));
        }
        catch (KubernetesException)
        {
            // Forbidden, or away for a moment: what was known stands, and the condition has the likely cause.
            return known;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return known;
        }
    }

    /// <summary>Newer recorders fill in eventTime and leave lastTimestamp out.</summary>
    private static BalancerWord? Word(Corev1Event one) =>
        (one.LastTimestamp ?? one.EventTime ?? one.FirstTimestamp) is { } at && one.Message is { Length: > 0 } message ? new(one.Type == "Warning", message, at) : null;
}
