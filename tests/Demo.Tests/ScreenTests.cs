using RedisOperator.Demo.Faults;
using RedisOperator.Demo.Showing;
using RedisOperator.TestSupport.Groups;
using Spectre.Console;

namespace RedisOperator.Demo.Tests;

public sealed class ScreenTests
{
    private static readonly PodView[] Pods =
    [
        new("cache-0", "", "Terminating", false, 1, "", "", "u0"),
        new("cache-1", "master", "Running", true, 0, "10.244.1.2", "node-[2]", "u1"),
    ];

    [Fact]
    public async Task A_pipe_gets_plain_lines_that_hold_every_fact()
    {
        var output = new StringWriter();

        await TellAsync(new PlainScreen(output, TimeProvider.System));

        var text = output.ToString();
        text.ShouldNotContain("\u001b");
        text.ShouldContain("group cache: phase=Ready");
        text.ShouldContain("232.5  first accepted write through the VIP");
        text.ShouldContain("210.0  routed");
        text.ShouldContain("missing: 0 of 900 with WAIT 1, 1 of 1000 plain");
        text.ShouldContain("FAILED: it broke");
    }

    [Fact]
    public async Task A_terminal_gets_the_same_facts()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;

        await TellAsync(new RichScreen(console, TimeProvider.System));

        var text = output.ToString();
        text.ShouldContain("first accepted write through the VIP");
        text.ShouldContain("233 ms");
        text.ShouldContain("of 900");
        text.ShouldContain("node-[2]");
    }

    private static async Task TellAsync(IScreen screen)
    {
        screen.Chapter("a [chapter]");
        screen.Say("a [line]");
        screen.Pods("before", Pods);
        (await screen.WatchAsync("group cache", () => [("phase", "Ready")], Task.FromResult(1))).ShouldBe(1);
        screen.Timeline("killed", Timeline.Of(Samples.Killed, Samples.Switch(), Samples.Gap()));
        screen.Result(new DemoReport(4200, [Samples.Fault()]), TimeSpan.FromSeconds(40));
        screen.Failure("it broke", "artifacts/[demo]");
    }
}
