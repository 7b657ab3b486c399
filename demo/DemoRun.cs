using RedisOperator.Demo.Showing;
using RedisOperator.TestSupport;

namespace RedisOperator.Demo;

/// <summary>One run of the demo: everything it starts is gone when it returns, however it ends.</summary>
internal sealed class DemoRun(IScreen screen, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(80);

    /// <returns>the exit code: 0 when all of it held, 1 when not, 2 when this machine cannot do it, 130 when it was interrupted</returns>
    public async Task<int> RunAsync(CancellationToken interrupted)
    {
        var began = time.GetTimestamp();
        var folder = EmptyFolder();
        if (!await CanRunHereAsync(interrupted))
        {
            return 2;
        }

        using var files = new TempDirectory("demo");
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        bounded.CancelAfter(Longest);
        screen.Chapter("A cluster of three nodes on this machine");
        LocalClusterProcess cluster;
        try
        {
            cluster = await LocalClusterProcess.UpAsync([await OperatorImage.PublishedAsync(bounded.Token)], cancellationToken: bounded.Token);
        }
        catch (Exception failure) when (!interrupted.IsCancellationRequested)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "cluster.log"), failure.ToString(), CancellationToken.None);
            screen.Failure(Cause(failure), folder);
            return 1;
        }

        await using (cluster)
        {
            screen.Say($"up; its kubeconfig is {cluster.Kubeconfig}");
            try
            {
                var report = await new Story(cluster, files, screen, time).TellAsync(bounded.Token);
                await File.WriteAllTextAsync(Path.Combine(folder, "report.json"), report.ToJson() + "\n", bounded.Token);
                if (report.Broken().FirstOrDefault() is not { } broken)
                {
                    screen.Result(report, time.GetElapsedTime(began));
                    return 0;
                }

                throw new InvalidOperationException(broken);
            }
            catch (Exception failure) when (!interrupted.IsCancellationRequested)
            {
                await new Evidence(folder).CollectAsync(cluster, CancellationToken.None);
                await File.WriteAllTextAsync(Path.Combine(folder, "failure.txt"), failure.ToString(), CancellationToken.None);
                screen.Failure(failure is OperationCanceledException ? $"it took longer than {Longest.TotalSeconds:0} s" : Cause(failure), folder);
                return 1;
            }
        }
    }

    // What an earlier run left would be taken for this one's.
    private static string EmptyFolder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryPaths.Artifacts, "demo"));
        foreach (var file in folder.EnumerateFiles())
        {
            file.Delete();
        }

        return folder.FullName;
    }

    private async Task<bool> CanRunHereAsync(CancellationToken cancellationToken)
    {
        var check = await new CommandLine(RepositoryPaths.Program("LocalCluster", "local-cluster"), "check").RunAsync(cancellationToken: cancellationToken);
        if (!check.Succeeded)
        {
            screen.Say($"This machine cannot run the local cluster:\n{check.StandardOutput}{check.StandardError}");
        }

        return check.Succeeded;
    }

    /// <summary>One line for the person at the screen; the whole stands in the file.</summary>
    private static string Cause(Exception failure) => failure is RunFailedException { Result: var run }
        ? $"{run.Command} ended with {run.ExitCode}: {run.StandardError.Trim().Split('\n')[^1]}"
        : failure.Message.Split('\n', 2)[0];
}
