using System.Collections.Immutable;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>
/// The live directives as redis.conf has them. The file is also the memory: of what was once set and must be set back to its default, and of the last value of a
/// directive that a redis has accepted. A user's value gets into the file only after a running redis has taken it, so that none can keep a pod from starting.
/// </summary>
/// <param name="Directives">By name, as the argument of CONFIG SET.</param>
/// <param name="AppendOnly">Whether the file says appendonly yes.</param>
public sealed record LiveFile(ImmutableSortedDictionary<string, string> Directives, bool AppendOnly)
{
    /// <summary>Where the live directives end in a file.</summary>
    public const string End = "What is set live ends here.";

    /// <summary>All that the spec says: for a reader who wants to see what a group comes to.</summary>
    public static LiveFile Of(RedisReplicationGroup group) => new(RedisDirectives.Live(group), group.Spec.AppendsToFile());

    /// <summary>What an earlier pass wrote; null when there is no file, or one of an earlier form.</summary>
    public static LiveFile? Read(string? text)
    {
        if (text is null || text.IndexOf($"# {End}\n", StringComparison.Ordinal) is var end && end < 0)
        {
            return null;
        }
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            if (DirectiveValue.Words(line) is [var name, .. var words])
            {
                found[name] = string.Join(' ', found.TryGetValue(name, out var before) && before.Length > 0 ? [before, .. words] : words);
            }
        }

        return new(
            found.Where(pair => pair.Key != RedisDirectives.AppendOnly).ToImmutableSortedDictionary(StringComparer.Ordinal),
            found.GetValueOrDefault(RedisDirectives.AppendOnly) == "yes");
    }

    /// <summary>What every redis is to be set to: the spec's, and the default of what was once set and is in the spec no more.</summary>
    public static ImmutableSortedDictionary<string, string> Wanted(RedisReplicationGroup group, LiveFile? present)
    {
        var wanted = RedisDirectives.Live(group);
        foreach (var name in present?.Directives.Keys ?? [])
        {
            if (!wanted.ContainsKey(name) && !RedisDirectives.IsUsers(group, name) && DefaultDirectives.TryGet(name, out var value))
            {
                wanted = wanted.Add(name, value);
            }
        }

        return wanted;
    }

    /// <summary>The next file.</summary>
    /// <param name="accepted">Whether a running redis of the group has taken this directive with this value.</param>
    public static LiveFile Next(RedisReplicationGroup group, LiveFile? present, bool appendOnly, Func<string, string, bool> accepted)
    {
        var next = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Wanted(group, present))
        {
            var before = present?.Directives.GetValueOrDefault(name);
            if (!RedisDirectives.IsUsers(group, name) || before == value || accepted(name, value))
            {
                next[name] = value;
            }
            else if (before is not null)
            {
                next[name] = before;
            }
        }
        // A value whose quotes do not pair is not wanted of anybody; the last good one stays.
        foreach (var (name, before) in present?.Directives ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (RedisDirectives.IsUsers(group, name) && !next.ContainsKey(name) && RedisDirectives.UsersLive(group).ContainsKey(name))
            {
                next[name] = before;
            }
        }

        return new(next.ToImmutable(), appendOnly);
    }

    public bool Equals(LiveFile? other) => other is not null && AppendOnly == other.AppendOnly && Directives.SequenceEqual(other.Directives);

    public override int GetHashCode() => HashCode.Combine(AppendOnly, Directives.Count);
}
