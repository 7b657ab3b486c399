using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd;

/// <summary>The cluster is a guest on this machine.</summary>
public sealed class LocalClusterTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_that_is_killed_leaves_no_process_and_nothing_on_the_machines_network()
    {
        var before = await NetworkAsync();
        await using var cluster = await LocalClusterProcess.UpAsync([], nodes: 1, cancellationToken: Now);
        var kubectl = cluster.Kubectl("default");
        await kubectl.RunAsync(Now, "run", "guest", "--image=redis:8.2", "--", "redis-server");
        await kubectl.RunAsync(Now, "wait", "--for=condition=Ready", "pod/guest", "--timeout=30s");
        var facts = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(cluster.Directory, "cluster.json"), Now))!;
        var inside = facts["initPid"]!.GetValue<int>();
        (await NetworkAsync()).ShouldBe(before, "the machine's own network while a cluster is up");

        await new CommandLine("kill", "-9", $"{facts["pid"]!.GetValue<int>()}").OutputAsync(cancellationToken: Now);

        await Eventually.GetAsync(
            "nothing of the cluster runs", TimeSpan.FromSeconds(20), _ => Task.FromResult(Left(inside, cluster.Directory)), left => left.Count == 0, left => string.Join('\n', left), Now);
        (await NetworkAsync()).ShouldBe(before);
    }

    private static async Task<string> NetworkAsync()
    {
        var links = await new CommandLine("ip", "-brief", "link").OutputAsync(cancellationToken: Now);
        var routes = await new CommandLine("ip", "route").OutputAsync(cancellationToken: Now);
        return $"{links}{routes}";
    }

    // The process that holds the namespaces, and any that was started with something of this cluster's in its arguments.
    private static List<string> Left(int inside, string directory) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let pid = Path.GetFileName(folder)
           where int.TryParse(pid, out _)
           let commandLine = CommandLineOf(folder)
           where pid == $"{inside}" || commandLine.Contains(directory, StringComparison.Ordinal)
           select $"{pid}: {commandLine}",
    ];

    private static string CommandLineOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It ended between the listing and the reading.
            return "";
        }
    }
}
