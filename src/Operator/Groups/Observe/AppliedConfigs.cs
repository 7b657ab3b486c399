using System.Collections.Concurrent;
using System.Collections.Immutable;
using k8s;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>What has been set on one redis.</summary>
/// <param name="Process"><see cref="PodObservation.Process"/>: a new process has to be told again.</param>
/// <param name="Wanted">What it was to be set to, by directive.</param>
/// <param name="Refused">Directives that it refused, with its sentence.</param>
/// <param name="SavingSince">When a snapshot was asked for, and <see cref="DiskState.LastSave"/> then; null when none was.</param>
public sealed record AppliedConfig(
    string Process,
    ImmutableSortedDictionary<string, string> Wanted,
    ImmutableSortedDictionary<string, string> Refused,
    (DateTimeOffset At, long LastSave)? SavingSince = null)
{
    public bool HasAccepted(string name, string value) => Wanted.TryGetValue(name, out var wanted) && wanted == value && !Refused.ContainsKey(name);

    public bool HasRefused(string name, string value) => Wanted.TryGetValue(name, out var wanted) && wanted == value && Refused.ContainsKey(name);
}

/// <summary>
/// What this process has set on the redis processes of its groups, so that each is told once. It decides nothing that matters: whoever has forgotten it sets the
/// same once more.
/// </summary>
public sealed class AppliedConfigs
{
    private readonly ConcurrentDictionary<NamespacedName, ImmutableDictionary<string, AppliedConfig>> _groups = new();

    /// <summary>By the pods' names; the same instance until something is noted.</summary>
    public ImmutableDictionary<string, AppliedConfig> Of(NamespacedName group) => _groups.GetValueOrDefault(group, ImmutableDictionary<string, AppliedConfig>.Empty);

    public void Note(NamespacedName group, string pod, AppliedConfig applied) =>
        _groups.AddOrUpdate(group, _ => ImmutableDictionary<string, AppliedConfig>.Empty.Add(pod, applied), (_, known) => known.SetItem(pod, applied));

    public void Forget(NamespacedName group) => _groups.TryRemove(group, out _);
}
