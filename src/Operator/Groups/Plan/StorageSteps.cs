using System.Collections.Immutable;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>
/// Growing volumes: first every claim, and when all have been accepted the StatefulSet, whose claim templates can never change, is deleted without its pods and
/// written anew; those pods then belong to the new one. No pod restarts.
/// </summary>
public static class StorageSteps
{
    private const string Storage = "storage";

    /// <summary>A refused growth is tried again after this: somebody may have changed the storage class.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    public static IEnumerable<ImmutableArray<Step>> For(GroupObservation observation)
    {
        if (TemplateSize(observation.Objects) is not { } present || !CanGrow(observation, present))
        {
            yield break;
        }
        var size = observation.Group.Spec.Persistence.Size;
        var small = Claims(observation).Where(claim => IsLess(Requested(claim.Spec), size)).ToArray();
        if (small.Length > 0)
        {
            yield return [.. small.Select(claim => new Step.GrowClaim(claim, size))];
        }
        else if (IsLess(present, size) && observation.Objects.StatefulSet is { Metadata.DeletionTimestamp: null } set)
        {
            yield return [new Step.ReplaceStatefulSet(set)];
        }
    }

    /// <summary>The claim size of the StatefulSet that is there; null when there is none, or none with claims.</summary>
    public static string? TemplateSize(OwnedObjects objects) => objects.StatefulSet?.Spec?.VolumeClaimTemplates is [var template, ..] ? Requested(template.Spec) : null;

    /// <summary>What the spec says is less than what the volumes have; the volumes keep it. As a sentence, or null.</summary>
    public static string? Shrinks(GroupObservation observation) =>
        TemplateSize(observation.Objects) is { } present && IsLess(observation.Group.Spec.Persistence.Size, present)
            ? $"spec.persistence.size is {observation.Group.Spec.Persistence.Size}, the volumes have {present} and keep it, because volumes only grow: write {present} or more"
            : null;

    private static bool CanGrow(GroupObservation observation, string present) =>
        observation.Group.Spec.KeepsDataOnDisk()
        && !IsLess(observation.Group.Spec.Persistence.Size, present)
        && (observation.GrowthRefused is not { } refused || refused.Size != observation.Group.Spec.Persistence.Size || observation.Now - refused.At > AskAgain);

    private static IEnumerable<V1PersistentVolumeClaim> Claims(GroupObservation observation)
    {
        var names = GroupNames.For(observation.Group);
        return Enumerable.Range(0, observation.Group.Spec.Replicas)
            .Select(ordinal => observation.Objects.Claims.GetValueOrDefault(names.Claim(ordinal)))
            .OfType<V1PersistentVolumeClaim>()
            .Where(claim => claim.Metadata.DeletionTimestamp is null);
    }

    private static string? Requested(V1PersistentVolumeClaimSpec? spec) => spec?.Resources?.Requests is { } requests && requests.TryGetValue(Storage, out var size) ? size.Value : null;

    private static bool IsLess(string? one, string? other) => StorageSize.Bytes(one) is { } left && StorageSize.Bytes(other) is { } right && left < right;
}
