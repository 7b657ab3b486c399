using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Plan;

/// <summary>
/// Changed directives on running pods: CONFIG SET first, on every redis once, and into the file what was accepted. What nobody accepts neither restarts nor
/// endangers anything.
/// </summary>
public static class ConfigSteps
{
    /// <summary>A snapshot that has not come after this time is asked for again.</summary>
    private static readonly TimeSpan SnapshotPatience = TimeSpan.FromSeconds(30);

    private static readonly ConditionalWeakTable<V1ConfigMap, LiveFile?> Read = [];

    public static IEnumerable<ImmutableArray<Step>> For(GroupObservation observation, Decision decision)
    {
        // Not while somebody else is being made master: a rewrite of files, or an eviction, would only be in the way.
        if (decision is not Decision.Keep || Present(observation) is not { } present)
        {
            yield break;
        }
        var wanted = Wanted(observation, present);
        yield return
        [
            .. observation.Pods.Where(pod => pod.Answer is { Loading: false } && pod.Process is not null && !IsSet(observation, pod, wanted))
                .Select(pod => new Step.Configure(pod, wanted)),
        ];
        if (present.AppendOnly && !observation.Group.Spec.AppendsToFile())
        {
            yield return [.. observation.Pods.Where(pod => NeedsSnapshot(observation, pod)).Select(pod => new Step.TakeSnapshot(pod))];
        }
    }

    /// <summary>The live directives of the next ConfigMap.</summary>
    public static LiveFile NextFile(GroupObservation observation)
    {
        var present = Present(observation);
        var told = observation.Pods.Select(pod => Applied(observation, pod)).OfType<AppliedConfig>().ToArray();
        return LiveFile.Next(
            observation.Group,
            present,
            AppendOnlyInFile(observation, present),
            (name, value) => told.Any(one => one.HasAccepted(name, value)) && !told.Any(one => one.HasRefused(name, value)));
    }

    /// <summary>
    /// A redis that starts with appendonly yes reads nothing but its append-only file, and with no nothing but its snapshot. So the file only changes when every
    /// pod has what it would then start from: otherwise a restart of all would begin empty, or with what was long ago.
    /// </summary>
    private static bool AppendOnlyInFile(GroupObservation observation, LiveFile? present)
    {
        var wanted = observation.Group.Spec.AppendsToFile();
        if (present is null || present.AppendOnly == wanted)
        {
            return wanted;
        }
        var isSafe = observation.Pods.Where(pod => pod.HasRedis).All(pod => wanted ? pod.Answer?.Disk is { HasAppendOnlyFile: true } : HasSnapshot(observation, pod));
        return isSafe ? wanted : present.AppendOnly;
    }

    /// <summary>The append-only file is begun at once, and goes on until the file on disk says otherwise.</summary>
    private static ImmutableSortedDictionary<string, string> Wanted(GroupObservation observation, LiveFile present) =>
        LiveFile.Wanted(observation.Group, present).Add(RedisDirectives.AppendOnly, observation.Group.Spec.AppendsToFile() || present.AppendOnly ? "yes" : "no");

    private static bool IsSet(GroupObservation observation, PodObservation pod, ImmutableSortedDictionary<string, string> wanted) =>
        Applied(observation, pod) is { } applied && applied.Wanted.SequenceEqual(wanted);

    private static bool NeedsSnapshot(GroupObservation observation, PodObservation pod) =>
        pod.Answer is { Loading: false, Disk.IsSaving: false }
        && Applied(observation, pod) is { } applied
        && !HasSnapshot(observation, pod)
        && (applied.SavingSince is not { } since || observation.Now - since.At > SnapshotPatience);

    private static bool HasSnapshot(GroupObservation observation, PodObservation pod) =>
        pod.Answer?.Disk is { IsSaving: false, SaveSucceeded: true } disk && Applied(observation, pod)?.SavingSince is { } since && disk.LastSave > since.LastSave;

    private static AppliedConfig? Applied(GroupObservation observation, PodObservation pod) =>
        pod.Process is { } process && observation.Applied.TryGetValue(pod.Name, out var applied) && applied.Process == process ? applied : null;

    private static LiveFile? Present(GroupObservation observation) =>
        observation.Objects.Config is { } map ? Read.GetValue(map, key => ConfigMapBuilder.Live(observation.Group, key)) : null;
}
