using System.Collections.Immutable;
using k8s;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>CONFIG SET on running processes. All throw <see cref="RedisException"/>; a refused directive is no exception, it is noted.</summary>
public sealed class ConfigWriter(GroupConnections connections, AppliedConfigs applied, TimeProvider time)
{
    public async Task<AppliedConfig> ConfigureAsync(GroupObservation observation, Step.Configure step, CancellationToken ct)
    {
        var redis = await connections.RedisAsync(observation, step.Pod, ct);
        var names = step.Wanted.Keys.ToArray();
        // One pair each: 6.2 takes no more, and one that is refused must not take the others with it.
        var replies = await redis.ExecuteManyAsync([.. names.Select(name => new[] { "CONFIG", "SET", name, step.Wanted[name] })], ct);
        var refused = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, reply) in names.Zip(replies))
        {
            if (reply.Failure is { Kind: RedisFailureKind.ServerError, Code: "ERR" } refusal)
            {
                refused[name] = Sentence(refusal.Detail);
            }
            else
            {
                reply.GetResultOrThrow();
            }
        }
        var known = applied.Of(NamespacedName.Of(observation.Group)).GetValueOrDefault(step.Pod.Name);
        var result = new AppliedConfig(step.Pod.Process!, step.Wanted, refused.ToImmutable(), known?.Process == step.Pod.Process ? known?.SavingSince : null);
        applied.Note(NamespacedName.Of(observation.Group), step.Pod.Name, result);
        return result;
    }

    public async Task TakeSnapshotAsync(GroupObservation observation, Step.TakeSnapshot step, CancellationToken ct)
    {
        var redis = await connections.RedisAsync(observation, step.Pod, ct);
        // SCHEDULE: an append-only file that is being rewritten comes first.
        await redis.ExecuteAsync(ct, "BGSAVE", "SCHEDULE");
        var group = NamespacedName.Of(observation.Group);
        if (applied.Of(group).GetValueOrDefault(step.Pod.Name) is { } known && step.Pod.Answer?.Disk is { } disk)
        {
            applied.Note(group, step.Pod.Name, known with { SavingSince = (time.GetUtcNow(), disk.LastSave) });
        }
    }

    /// <summary>Redis' own words, without the code in front and without the frame that 7.0 puts around them.</summary>
    private static string Sentence(string detail)
    {
        var text = detail.StartsWith("ERR ", StringComparison.Ordinal) ? detail[4..] : detail;
        return text.StartsWith("CONFIG SET failed", StringComparison.Ordinal) && text.IndexOf(") - ", StringComparison.Ordinal) is > 0 and var end ? text[(end + 4)..] : text;
    }
}
