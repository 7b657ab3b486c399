using System.CommandLine;
using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Cli;

/// <summary>The first process inside the outer namespaces. Started by `up`, never by hand.</summary>
internal static class InsideCommand
{
    public const string Name = "inside";
    public const string ReadyLine = "ready";

    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments");
        var command = new Command(Name) { arguments };
        command.Hidden = true;
        command.SetAction((parsed, ct) => RunAsync(InsideOptions.Parse(parsed.GetValue(arguments)!), ct));
        return command;
    }

    private static async Task<int> RunAsync(InsideOptions options, CancellationToken ct)
    {
        if (options.WatchedDescriptor >= 0)
        {
            ParentWatch.Start(options.WatchedDescriptor, Linux.ExitNow);
        }

        await using var cluster = new Cluster(options);
        using (var pipe = new AnonymousPipeClientStream(PipeDirection.Out, new SafePipeHandle(options.ProgressDescriptor, ownsHandle: true)))
        using (var progress = new StreamWriter(pipe) { AutoFlush = true })
        {
            await cluster.StartAsync(progress.WriteLineAsync, ct);
            await progress.WriteLineAsync(ReadyLine);
        }

        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
