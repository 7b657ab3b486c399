using RedisOperator.Demo.Faults;
using RedisOperator.TestSupport.Groups;
using Spectre.Console;

namespace RedisOperator.Demo.Showing;

/// <summary>For people at a terminal.</summary>
internal sealed class RichScreen(IAnsiConsole console, TimeProvider time) : IScreen
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    public void Chapter(string title) => console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified());

    public void Say(string line) => console.MarkupLine($"[grey]{Markup.Escape(line)}[/]");

    public void Pods(string caption, IReadOnlyList<PodView> pods)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"[grey]pods {Markup.Escape(caption)}[/]").AddColumns("pod", "role", "status", "ready", "restarts", "address", "node");
        foreach (var pod in pods)
        {
            var role = pod.Role == "master" ? "[bold green]master[/]" : Markup.Escape(pod.Role);
            table.AddRow(Markup.Escape(pod.Name), role, Markup.Escape(pod.Phase), pod.Ready ? "yes" : "[yellow]no[/]", $"{pod.Restarts}", pod.Address, Markup.Escape(pod.Node));
        }

        console.Write(table);
    }

    public void Timeline(string fault, Timeline timeline)
    {
        var chart = new BarChart().Width(90).Label($"[bold]{Markup.Escape(fault)}[/] [grey]ms since the fault[/]").LeftAlignLabel();
        var moments = Moments.Of(fault, timeline);
        var colours = new[] { Color.Red, Color.DarkOrange, Color.Orange1, Color.Yellow, Color.GreenYellow, Color.Green }.TakeLast(moments.Count);
        foreach (var ((moment, milliseconds), colour) in moments.Zip(colours))
        {
            chart.AddItem(Markup.Escape(moment), Math.Max(0, Math.Round(milliseconds)), colour);
        }

        console.Write(chart);
    }

    public void Result(DemoReport report, TimeSpan took)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("fault", "VIP", "first accepted write", "missing of those with WAIT 1", "missing plain writes");
        foreach (var fault in report.Faults)
        {
            table.AddRow(
                fault.Kind, $"{fault.From} → {fault.To}", $"[bold]{fault.FirstWriteMs:0} ms[/]",
                $"{(fault.Lost == 0 ? "[green]" : "[red]")}{fault.Lost}[/] of {fault.Acknowledged}", $"{fault.LostPlain} of {fault.AcknowledgedPlain}");
        }

        var text = new Rows(
            new Markup($"Ready {report.GroupReadyMs:0} ms after [bold]kubectl apply[/]"), table, new Markup($"[grey]{Markup.Escape(Moments.WhyPlainMayBeLost)}[/]"));
        console.Write(new Panel(text).Header($"[bold green] all of it held [/][grey]{took.TotalSeconds:0} s [/]").BorderColor(Color.Green).Expand());
    }

    public void Failure(string cause, string evidence) =>
        console.Write(new Panel(new Markup($"{Markup.Escape(cause)}\n[grey]what was seen is kept in {Markup.Escape(evidence)}[/]")).Header("[bold red] failed [/]").BorderColor(Color.Red).Expand());

    public async Task<T> WatchAsync<T>(string caption, Func<IReadOnlyList<(string Name, string Value)>> facts, Task<T> work)
    {
        await console.Live(View(caption, facts())).StartAsync(async live =>
        {
            while (!work.IsCompleted)
            {
                live.UpdateTarget(View(caption, facts()));
                await Task.WhenAny(work, Task.Delay(Interval, time));
            }

            live.UpdateTarget(View(caption, facts()));
        });
        return await work;
    }

    private static Table View(string caption, IReadOnlyList<(string Name, string Value)> facts)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"[grey]{Markup.Escape(caption)}[/]");
        foreach (var (name, _) in facts)
        {
            table.AddColumn(Markup.Escape(name));
        }

        return table.AddRow([.. facts.Select(fact => Markup.Escape(fact.Value))]);
    }
}
