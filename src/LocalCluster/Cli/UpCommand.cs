using System.CommandLine;

namespace RedisOperator.LocalCluster.Cli;

internal sealed record UpOptions(ClusterDirectory Directory, int Nodes, IReadOnlyList<string> Images, bool Foreground, int NodeGrace, int EvictAfter);

internal static class UpCommand
{
    public static Command Create()
    {
        var directory = ClusterDirectory.Option();
        var nodes = new Option<int>("--nodes") { Description = "How many nodes.", DefaultValueFactory = _ => 3 };
        var images = new Option<string[]>("--image")
        {
            Description = "NAME=DIR[:EXECUTABLE]: containers of image NAME see DIR at /app and run /app/EXECUTABLE.",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var foreground = new Option<bool>("--foreground") { Description = "Stay; the cluster ends with this process." };
        var grace = new Option<int>("--node-grace") { Description = "Seconds of silence after which a node is not Ready.", DefaultValueFactory = _ => 40 };
        var evict = new Option<int>("--evict-after") { Description = "Seconds that pods stay on a node that is not Ready, unless they say otherwise.", DefaultValueFactory = _ => 300 };
        var command = new Command("up", "Starts a cluster.") { directory, nodes, images, foreground, grace, evict };
        command.SetAction((parsed, ct) => RunAsync(new UpOptions(
            new ClusterDirectory(parsed.GetValue(directory)!), parsed.GetValue(nodes), parsed.GetValue(images)!, parsed.GetValue(foreground),
            parsed.GetValue(grace), parsed.GetValue(evict)), ct));
        return command;
    }

    private static async Task<int> RunAsync(UpOptions options, CancellationToken ct)
    {
        if (options.Nodes is < 1 or > Network.Addresses.MaxNodes)
        {
            return Fail($"--nodes must be between 1 and {Network.Addresses.MaxNodes}.");
        }

        if (options.NodeGrace < 1 || options.EvictAfter < 0)
        {
            return Fail("--node-grace must be at least 1, --evict-after at least 0 (seconds).");
        }

        if (Requirements.Missing() is { Count: > 0 })
        {
            return CheckCommand.Report();
        }

        if (options.Directory.Read() is { } running && ClusterProcess.IsAlive(running.Pid, running))
        {
            return Fail($"A cluster already runs in {options.Directory.Root} ({running.Server}): end it with local-cluster down, or give another --dir.");
        }

        options.Directory.Create();
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (options.Foreground)
        {
            ParentWatch.Start(wanted);
        }

        using var outer = OuterProcess.Start(options);
        var keep = false;
        try
        {
            if (!await outer.WaitUntilReadyAsync(wanted.Token))
            {
                return Fail($"The cluster did not start; the end of {options.Directory.ClusterLog}:\n{outer.EndOfLog()}");
            }

            Console.WriteLine($"export KUBECONFIG={options.Directory.Kubeconfig}");
            keep = !options.Foreground;
            if (options.Foreground)
            {
                await outer.WaitForEndAsync(wanted.Token);
                return Fail($"The cluster ended by itself; the end of {options.Directory.ClusterLog}:\n{outer.EndOfLog()}");
            }

            return 0;
        }
        catch (OperationCanceledException) when (wanted.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            if (!keep)
            {
                outer.Kill();
                options.Directory.Forget();
            }
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
