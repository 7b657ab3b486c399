using System.Collections.Immutable;
using RedisOperator.Entities;

namespace RedisOperator.Operator.Resources;

/// <summary>The directives of redis that a group asks for, in three kinds: static ones, which replace pods; live ones, which CONFIG SET sets; and persistence.</summary>
internal static class RedisDirectives
{
    public const string Save = "save";
    public const string AppendOnly = "appendonly";

    /// <summary>
    /// The operator's own defaults, which a user may set otherwise. A full copy to a new replica waits for repl-diskless-sync-delay for others to join it; 0 saves up
    /// to 5 s after each failover. The backlog lets a pod that was away for a moment follow on without a full copy; Redis' own 1 MB is written over in no time.
    /// </summary>
    private static readonly ImmutableSortedDictionary<string, string> Operators = ImmutableSortedDictionary<string, string>.Empty
        .WithComparers(StringComparer.Ordinal)
        .Add("repl-backlog-size", "64mb")
        .Add("repl-diskless-sync-delay", "0");

    private const string Schedule = "3600 1 300 100 60 10000";

    /// <summary>By name, as the user wrote them: they go into the file, and what changes one replaces pods.</summary>
    public static ImmutableSortedDictionary<string, string> Static(RedisReplicationGroup group) => Users(group, StaticDirectives.Has);

    /// <summary>By name, as the user wrote them.</summary>
    public static ImmutableSortedDictionary<string, string> UsersLive(RedisReplicationGroup group) => Users(group, name => !StaticDirectives.Has(name));

    /// <summary>Of the user's live directives those whose default nobody here knows: taking one out, or putting one in, replaces pods; a new value does not.</summary>
    public static IEnumerable<string> WithoutDefault(RedisReplicationGroup group) => UsersLive(group).Keys.Where(name => !IsOperators(name) && !DefaultDirectives.Has(name));

    /// <summary>Everything that is set live apart from appendonly, by name, as the argument of CONFIG SET. A value whose quotes do not pair is left out.</summary>
    public static ImmutableSortedDictionary<string, string> Live(RedisReplicationGroup group)
    {
        var live = Operators.ToBuilder();
        live[Save] = group.Spec.TakesSnapshots() ? Schedule : "";
        foreach (var (name, value) in UsersLive(group))
        {
            if (DirectiveValue.ForCommand(value) is { } argument)
            {
                live[name] = argument;
            }
        }

        return live.ToImmutable();
    }

    /// <summary>The user asked for it; otherwise it is the operator's and needs nobody's word.</summary>
    public static bool IsUsers(RedisReplicationGroup group, string name) => group.Spec.Config?.ContainsKey(name) == true;

    /// <summary>The operator sets it, whatever the user says or no longer says.</summary>
    public static bool IsOperators(string name) => name == Save || Operators.ContainsKey(name);

    private static ImmutableSortedDictionary<string, string> Users(RedisReplicationGroup group, Func<string, bool> isWanted) =>
        (group.Spec.Config ?? new Dictionary<string, string>())
            .Where(pair => isWanted(pair.Key) && ConfigDirectives.IsAllowedInRedis(pair.Key, pair.Value) && (pair.Key != Save || group.Spec.TakesSnapshots()))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
