using System.Collections.Concurrent;
using System.Collections.Immutable;
using k8s;
using RedisOperator.Entities;
using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Groups.Observe;

/// <summary>What the processes of a pod accept, and with what they go to others. Never printed.</summary>
/// <param name="Accepts">By content, so that equal ones are equal.</param>
/// <param name="Uses">For replication, for the master, and between sentinels.</param>
/// <param name="Only">Nothing else is accepted any more.</param>
public sealed record PasswordState(string Accepts, string Uses, bool Only)
{
    /// <summary>No password has a space.</summary>
    public IReadOnlyList<string> Accepted => Accepts.Split(' ');

    public static PasswordState Both(string one, string other, string uses) =>
        new(string.CompareOrdinal(one, other) < 0 ? $"{one} {other}" : $"{other} {one}", uses, Only: false);

    public static PasswordState Just(string password) => new(password, password, Only: true);

    public override string ToString() => "passwords";
}

/// <summary>
/// Which passwords this process has given to which pod, and the last ones that it has seen of each group: if somebody deletes the Secret, the running processes
/// still want the same.
/// </summary>
public sealed class AppliedPasswords
{
    private readonly ConcurrentDictionary<NamespacedName, ImmutableDictionary<string, PasswordState>> _given = new();
    private readonly ConcurrentDictionary<NamespacedName, (string? Uid, GroupPasswords Passwords)> _seen = new();

    /// <summary>By <see cref="PodObservation.Processes"/>.</summary>
    public ImmutableDictionary<string, PasswordState> Of(NamespacedName group) => _given.GetValueOrDefault(group, ImmutableDictionary<string, PasswordState>.Empty);

    public void Note(NamespacedName group, string processes, PasswordState state) =>
        _given.AddOrUpdate(group, _ => ImmutableDictionary<string, PasswordState>.Empty.Add(processes, state), (_, known) => known.SetItem(processes, state));

    /// <summary>What the Secret says, or said when it was last there.</summary>
    public GroupPasswords? Remember(RedisReplicationGroup group, GroupPasswords? now)
    {
        var key = NamespacedName.Of(group);
        if (now is not null)
        {
            _seen[key] = (group.Metadata.Uid, now);
            return now;
        }

        return _seen.TryGetValue(key, out var seen) && seen.Uid == group.Metadata.Uid ? seen.Passwords : null;
    }

    public void Forget(NamespacedName group)
    {
        _given.TryRemove(group, out _);
        _seen.TryRemove(group, out _);
    }
}
