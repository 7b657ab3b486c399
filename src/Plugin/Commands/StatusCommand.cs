using System.CommandLine;
using RedisOperator.Plugin.Screens;

namespace RedisOperator.Plugin.Commands;

/// <summary><c>kubectl redisgroup status GROUP</c></summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var group = CommonOptions.Group();
        var output = CommonOptions.Output();
        var command = new Command("status", "One screen: pods with role, offset and lag, what each sentinel believes, where the VIP leads, the last switch with its times, conditions.") { group, output };
        CommandRun.Set(command, group, output, async (run, _, ct) =>
        {
            var read = await run.Access.GetAsync(ct);
            var seen = await run.Operator.InspectAsync(run.FullName, ct);
            var pods = seen.Group is null ? await run.Access.PodsAsync(ct) : [];
            var view = new StatusView(read, seen.Group, seen.Operator, seen.Missing, pods, run.Time.GetUtcNow());
            await run.Output.WriteAsync(run.Json ? StatusDocument.Write(view) : StatusScreen.Render(view));
            return 0;
        });
        return command;
    }
}
