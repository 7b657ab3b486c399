using System.Diagnostics;

namespace RedisOperator.LocalCluster.Tests.Nodes;

/// <summary>Nothing outlives a cluster, however it ends.</summary>
public sealed class LeftoverTests
{
    [Fact]
    public async Task SigkillOfTheOutermostProcessEndsEverything()
    {
        using var cluster = new LocalClusterProcess();
        (await cluster.UpAsync("--nodes", "1")).Succeeded();
        await StartPodAsync(cluster);
        // A pod without a probe is Ready before its shell has started anything.
        await SharedCluster.EventuallyAsync(() => Task.FromResult($"{ProcessesOf(cluster.InitPid).Count}"), count => int.Parse(count) >= 4);
        var inside = ProcessesOf(cluster.InitPid);

        using (var outer = Process.GetProcessById(cluster.Pid))
        {
            outer.Kill();
        }

        await AllGoneAsync(inside);
        File.ReadAllText("/proc/self/mounts").ShouldNotContain(cluster.Root);
        Directory.EnumerateFileSystemEntries(Path.Combine(cluster.Root, "run")).ShouldBeEmpty();
    }

    [Fact]
    public async Task DownEndsItAndIsContentWhenThereIsNone()
    {
        using var cluster = new LocalClusterProcess();
        (await cluster.UpAsync("--nodes", "1")).Succeeded();
        var inside = ProcessesOf(cluster.InitPid);

        (await cluster.DownAsync()).Succeeded();

        await AllGoneAsync(inside);
        File.Exists(Path.Combine(cluster.Root, "kubeconfig")).ShouldBeFalse();
        (await cluster.DownAsync()).Succeeded();
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-KILL")]
    public async Task AForegroundClusterEndsWithItsProcess(string signal)
    {
        using var cluster = new LocalClusterProcess();
        using var process = LocalClusterProcess.Start("up", "--foreground", "--nodes", "1", "--dir", cluster.Root);
        await UntilReadyAsync(process);
        var inside = ProcessesOf(cluster.InitPid);

        using var kill = Process.Start("kill", [signal, process.Id.ToString()]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await AllGoneAsync(inside);
    }

    [Fact]
    public async Task AForegroundClusterEndsWithTheParentOfItsProcess()
    {
        using var cluster = new LocalClusterProcess();
        // The shell stays: it has something to do after.
        using var parent = Process.Start(new ProcessStartInfo(
            "sh", ["-c", "\"$0\" up --foreground --nodes 1 --dir \"$1\"; true", LocalClusterProcess.Program, cluster.Root])
        { RedirectStandardOutput = true })!;
        await UntilReadyAsync(parent);
        var inside = ProcessesOf(cluster.InitPid);

        parent.Kill();

        await AllGoneAsync(inside);
    }

    private static async Task UntilReadyAsync(Process process)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("export KUBECONFIG=", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new ShouldAssertException("the cluster did not start: " + string.Join('\n', lines));
    }

    private static async Task StartPodAsync(LocalClusterProcess cluster)
    {
        using var kubectl = cluster.Kubectl();
        (await kubectl.RunWithAsync(Manifests.Once("sleeper", "setsid sleep 1000 & sleep 1000"), "apply", "-f", "-")).Succeeded();
        (await kubectl.RunAsync("wait", "--for=condition=Ready", "pod/sleeper", "--timeout=30s")).Succeeded();
    }

    /// <summary>The first process inside and all its descendants.</summary>
    private static List<int> ProcessesOf(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => (Pid: int.Parse(name!), Parent: ParentOf(name!))).ToList();
        var found = new List<int> { root };
        for (var at = 0; at < found.Count; at++)
        {
            found.AddRange(parents.Where(entry => entry.Parent == found[at]).Select(entry => entry.Pid));
        }

        return found;
    }

    private static int ParentOf(string pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task AllGoneAsync(List<int> pids) =>
        await SharedCluster.EventuallyAsync(() => Task.FromResult(string.Join(' ', pids.Where(IsAlive))), alive => alive.Length == 0);

    /// <summary>A process that nobody has asked about yet (zombie) is gone.</summary>
    private static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
