using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using RedisOperator.Entities;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Plugin.Commands;

/// <summary><c>kubectl redisgroup pause GROUP --for 30m | --until TIME</c></summary>
internal static class PauseCommand
{
    public static Command Create()
    {
        var group = CommonOptions.Group();
        var output = CommonOptions.Output();
        var lasting = new Option<string?>("--for") { Description = "For how long, such as 30m or 2h.", HelpName = "DURATION" };
        var until = new Option<string?>("--until") { Description = "Until when (RFC 3339), such as 2026-12-24T22:00:00Z.", HelpName = "TIME" };
        lasting.Validators.Add(result => SwitchoverCommand.MustBeDuration(result.GetValueOrDefault<string>(), result.AddError));
        var command = new Command("pause", "The operator keeps its hands off the group until a time, then goes on by itself. The VIP follows Sentinel meanwhile.") { group, lasting, until, output };
        command.Validators.Add(result =>
        {
            if (result.GetResult(lasting) is null == result.GetResult(until) is null)
            {
                result.AddError("say for how long: --for 30m, or --until 2026-12-24T22:00:00Z");
            }
        });
        CommandRun.Set(command, group, output, async (run, parsed, ct) =>
        {
            var now = run.Time.GetUtcNow();
            var end = End(parsed.GetValue(lasting), parsed.GetValue(until), now);
            var text = end.UtcDateTime.ToString(TimeConverter.Format, CultureInfo.InvariantCulture);
            await run.Access.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["pausedUntil"] = text } }, ct);
            await run.Output.WriteAsync(run.Json
                ? new JsonObject { ["group"] = run.FullName, ["pausedUntil"] = text }.ToJsonString() + "\n"
                : $"{run.FullName} is paused until {text} (in {Ages.Text(end - now)}): the operator changes nothing, the VIP follows Sentinel. Earlier: kubectl redisgroup resume {run.Group} -n {run.Cluster.Namespace}\n");
            return 0;
        });
        return command;
    }

    /// <exception cref="PluginException">The time is none, or has passed.</exception>
    internal static DateTimeOffset End(string? lasting, string? until, DateTimeOffset now)
    {
        if (lasting is not null)
        {
            return now + Duration.Parse(lasting);
        }

        if (!DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            throw new PluginException($"'{until}' is no time: write it as 2026-12-24T22:00:00Z");
        }

        return end > now ? end : throw new PluginException($"{until} has passed: it is {now.UtcDateTime.ToString(TimeConverter.Format, CultureInfo.InvariantCulture)} now");
    }
}

/// <summary><c>kubectl redisgroup resume GROUP</c></summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var group = CommonOptions.Group();
        var output = CommonOptions.Output();
        var command = new Command("resume", "Ends a pause now: what was changed in it is carried out.") { group, output };
        CommandRun.Set(command, group, output, async (run, _, ct) =>
        {
            var wasPaused = (await run.Access.GetAsync(ct)).Spec.PausedUntil is { Length: > 0 };
            if (wasPaused)
            {
                await run.Access.MergeAsync(new JsonObject { ["spec"] = new JsonObject { ["pausedUntil"] = null } }, ct);
            }

            await run.Output.WriteAsync(run.Json
                ? new JsonObject { ["group"] = run.FullName, ["wasPaused"] = wasPaused }.ToJsonString() + "\n"
                : wasPaused ? $"{run.FullName} is not paused any more\n" : $"{run.FullName} was not paused\n");
            return 0;
        });
        return command;
    }
}
