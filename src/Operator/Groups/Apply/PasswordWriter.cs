using k8s;
using RedisOperator.Operator.Groups.Observe;
using RedisOperator.Operator.Groups.Plan;
using RedisOperator.Operator.Resources;
using RedisOperator.Redis;

namespace RedisOperator.Operator.Groups.Apply;

/// <summary>Passwords of running processes. Nothing here closes a connection: whoever is authenticated stays so. All throw <see cref="RedisException"/>.</summary>
public sealed class PasswordWriter(GroupConnections connections, AppliedPasswords applied)
{
    public async Task GiveAsync(GroupObservation observation, Step.GivePasswords step, CancellationToken ct)
    {
        var (pod, state) = (step.Pod, step.State);
        // Accepting first: what is used next must be accepted everywhere, here as well.
        string[] accept = ["ACL", "SETUSER", "default", .. state.Only ? new[] { "resetpass" } : [], .. state.Accepted.Select(password => ">" + password)];
        if (pod.HasRedis)
        {
            await DoAsync(await connections.RedisAsync(observation, pod, ct), [accept, ["CONFIG", "SET", "masterauth", state.Uses]], ct);
        }

        List<string[]> commands = [accept, ["SENTINEL", "CONFIG", "SET", "sentinel-pass", state.Uses]];
        if (pod.Monitor is not null)
        {
            commands.Add(["SENTINEL", "SET", GroupNames.For(observation.Group).MasterName, "auth-pass", state.Uses]);
        }
        // Sentinel keeps its users in its own file, and reads them from there when it restarts.
        commands.Add(["SENTINEL", "FLUSHCONFIG"]);
        await DoAsync(await connections.SentinelAsync(observation, pod, ct), commands, ct);
        applied.Note(NamespacedName.Of(observation.Group), pod.Processes!, state);
    }

    private static async Task DoAsync(RedisConnection connection, IReadOnlyList<string[]> commands, CancellationToken ct)
    {
        foreach (var reply in await connection.ExecuteManyAsync(commands, ct))
        {
            reply.GetResultOrThrow();
        }
    }
}
