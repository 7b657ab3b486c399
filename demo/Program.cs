using System.Runtime.InteropServices;
using RedisOperator.Demo;
using RedisOperator.Demo.Showing;
using Spectre.Console;

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Interrupt);

IScreen screen = Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
    ? new PlainScreen(Console.Out, TimeProvider.System)
    : new RichScreen(AnsiConsole.Console, TimeProvider.System);
try
{
    return await new DemoRun(screen, TimeProvider.System).RunAsync(interrupted.Token);
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    screen.Say("interrupted; everything the demo started is gone");
    return 130;
}

// The default action would end this program before it has ended what it started.
void Interrupt(PosixSignalContext context)
{
    context.Cancel = true;
    interrupted.Cancel();
}
