using System.CommandLine;
using RedisOperator.Entities;
using RedisOperator.Plugin.Cluster;
using RedisOperator.Plugin.Screens;

namespace RedisOperator.Plugin.Commands;

/// <summary><c>kubectl redisgroup switchover GROUP [--to POD]</c></summary>
internal static class SwitchoverCommand
{
    public static Command Create()
    {
        var group = CommonOptions.Group();
        var output = CommonOptions.Output();
        var to = new Option<string>("--to") { Description = "The pod that is to become master (default: the replica that is furthest).", HelpName = "POD", DefaultValueFactory = _ => SwitchoverTarget.Any };
        var wait = new Option<bool>("--wait") { Description = "Wait for the answer (true, false).", DefaultValueFactory = _ => true };
        var timeout = new Option<string>("--timeout") { Description = "How long to wait for the answer, such as 30s or 2m.", HelpName = "DURATION", DefaultValueFactory = _ => "60s" };
        timeout.Validators.Add(result => MustBeDuration(result.GetValueOrDefault<string>(), result.AddError));
        var command = new Command("switchover", "The master hands over to a replica; nothing that was acknowledged is lost. Ends with 1 and the reason when it is refused or fails.") { group, to, wait, timeout, output };
        CommandRun.Set(command, group, output, async (run, parsed, ct) =>
        {
            var request = await new SwitchoverRequest(run.Access, run.Time).AskAsync(parsed.GetValue(to)!, ct);
            if (!parsed.GetValue(wait))
            {
                await run.Output.WriteAsync(run.Json
                    ? StatusDocument.Write(request)
                    : $"switchover of {run.FullName} to {parsed.GetValue(to)} asked for; the answer will be in: kubectl redisgroup status {run.Group} -n {run.Cluster.Namespace}\n");
                return 0;
            }

            var answer = await new SwitchoverRequest(run.Access, run.Time).AnswerAsync(request, Duration.Parse(parsed.GetValue(timeout)!), ct);
            await run.Output.WriteAsync(run.Json ? StatusDocument.Write(answer) : SwitchTimeline.Render(answer, run.Time.GetUtcNow()));
            return answer.Succeeded() ? 0 : 1;
        });
        return command;
    }

    internal static void MustBeDuration(string? text, Action<string> refuse)
    {
        if (!Duration.TryParse(text, out var value) || value <= TimeSpan.Zero)
        {
            refuse($"'{text}' is no duration: write it as 30s, 5m or 1h30m");
        }
    }
}
