using System.CommandLine;
using RedisOperator.Plugin.Screens;

namespace RedisOperator.Plugin.Commands;

/// <summary><c>kubectl redisgroup why GROUP</c></summary>
internal static class WhyCommand
{
    private const int Usual = 20;

    public static Command Create()
    {
        var group = CommonOptions.Group();
        var output = CommonOptions.Output();
        var last = new Option<int>("--last") { Description = "How many of the decisions (1–50).", HelpName = "N", DefaultValueFactory = _ => Usual };
        last.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 50)
            {
                result.AddError("--last must be from 1 to 50: the operator remembers 50 decisions of a group");
            }
        });
        var command = new Command("why", "The leading operator's last decisions about a group, oldest first, each with its reason, and the group's last switch.") { group, last, output };
        CommandRun.Set(command, group, output, async (run, parsed, ct) =>
        {
            var read = await run.Access.GetAsync(ct);
            var seen = await run.Operator.InspectAsync(run.FullName, ct);
            var decisions = seen.Group?.Decisions.TakeLast(parsed.GetValue(last)).ToArray();
            var view = new StatusView(read, seen.Group is { } all ? all with { Decisions = decisions! } : null, seen.Operator, seen.Missing, [], run.Time.GetUtcNow());
            if (run.Json)
            {
                await run.Output.WriteAsync(StatusDocument.Write(view));
            }
            else
            {
                await run.Output.WriteAsync(WhyScreen.Render(view));
            }

            return seen.Group is null ? 1 : 0;
        });
        return command;
    }
}
