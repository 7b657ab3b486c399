using System.CommandLine;

namespace RedisOperator.Plugin.Commands;

/// <summary><c>kubectl redisgroup logs GROUP [-f]</c></summary>
internal static class LogsCommand
{
    public static Command Create()
    {
        var group = CommonOptions.Group();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what the operators log from now on." };
        var since = new Option<string?>("--since") { Description = "Only lines of the last time, such as 10m.", HelpName = "DURATION" };
        var tail = new Option<int?>("--tail") { Description = "Only the last lines about the group.", HelpName = "N" };
        since.Validators.Add(result => SwitchoverCommand.MustBeDuration(result.GetValueOrDefault<string>(), result.AddError));
        var command = new Command("logs", "What all operators logged about a group, in the order of time, each line with its pod.") { group, follow, since, tail };
        CommandRun.Set(command, group, null, async (run, parsed, ct) =>
        {
            await run.Access.GetAsync(ct);
            var logs = run.Operator.Logs(run.FullName, parsed.GetValue(since));
            if (!parsed.GetValue(follow))
            {
                var lines = await logs.ReadAsync(ct);
                foreach (var line in parsed.GetValue(tail) is { } last ? lines.TakeLast(last) : lines)
                {
                    await run.Output.WriteLineAsync(line);
                }

                return 0;
            }

            await logs.FollowAsync(run.Output, ct);
            return 0;
        });
        return command;
    }
}
