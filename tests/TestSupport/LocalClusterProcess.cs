using System.Text.Json.Nodes;

namespace RedisOperator.TestSupport;

/// <summary>A local cluster that lives as long as this object, and no longer than this program.</summary>
public sealed class LocalClusterProcess : IAsyncDisposable
{
    private readonly string _program;
    private readonly TempDirectory? _ownDirectory;
    private readonly RunningProcess _process;

    private LocalClusterProcess(string program, string directory, TempDirectory? ownDirectory, RunningProcess process)
    {
        _program = program;
        Directory = directory;
        _ownDirectory = ownDirectory;
        _process = process;
    }

    public string Directory { get; }

    /// <summary>The process inside the cluster's namespaces of which all of its processes are descendants, as this machine numbers it.</summary>
    public int ProcessId => JsonNode.Parse(File.ReadAllText(Path.Combine(Directory, "cluster.json")))!["initPid"]!.GetValue<int>();

    public string Kubeconfig => Path.Combine(Directory, "kubeconfig");

    /// <summary>Completes when the cluster has ended, which it should not by itself.</summary>
    public Task<RunResult> Ended => _process.Completion;

    public string Tail => _process.Tail;

    /// <summary>Starts a cluster and returns when its nodes are Ready.</summary>
    /// <param name="images">NAME=DIR[:EXECUTABLE], as local-cluster takes them</param>
    /// <param name="directory">where its files go; null takes a temporary directory that goes with it</param>
    public static async Task<LocalClusterProcess> UpAsync(
        IReadOnlyList<string> images, int nodes = 3, string? directory = null, CancellationToken cancellationToken = default)
    {
        var own = directory is null ? new TempDirectory("cluster") : null;
        var path = directory ?? own!.Path;
        var program = RepositoryPaths.Program("LocalCluster", "local-cluster");
        string[] arguments = ["up", "--foreground", "--nodes", $"{nodes}", "--dir", path, .. images.SelectMany(image => new[] { "--image", image })];
        var cluster = new LocalClusterProcess(program, path, own, RunningProcess.Start(new CommandLine(program, arguments)));
        try
        {
            await cluster.NodesReadyAsync(nodes, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public Kubectl Kubectl(string @namespace)
    {
        var home = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "home"));
        return new Kubectl(Kubeconfig, home.FullName, @namespace);
    }

    /// <summary>The command as run on a machine beside the nodes: Service and pod addresses are reachable.</summary>
    public CommandLine Enter(CommandLine command) =>
        command with { Program = _program, Arguments = ["enter", "--dir", Directory, "--", command.Program, .. command.Arguments] };

    /// <summary>The command as run in a pod's own network: it reaches the pod even when nobody else does.</summary>
    /// <param name="pod">NAMESPACE/NAME</param>
    public CommandLine EnterPod(string pod, CommandLine command) =>
        command with { Program = _program, Arguments = ["enter", "--dir", Directory, "--pod", pod, "--", command.Program, .. command.Arguments] };

    /// <summary>Breaks the way to the API server for a while: for these pods, or for all. kubectl on this machine comes another way.</summary>
    /// <param name="kind">silent, refused, slow or none</param>
    /// <returns>when it began</returns>
    public async Task<DateTimeOffset> ApiFaultAsync(string kind, TimeSpan lasting, CancellationToken cancellationToken, params string[] pods)
    {
        string[] arguments = ["api-fault", kind, "--dir", Directory, "--seconds", $"{lasting.TotalSeconds:0.###}", .. pods.SelectMany(pod => new[] { "--pod", pod })];
        return At(await new CommandLine(_program, arguments).OutputAsync(TimeSpan.FromSeconds(20), cancellationToken));
    }

    /// <summary>Does something bad to a pod.</summary>
    /// <param name="fault">kill, pause, resume, cutoff or restore</param>
    /// <param name="pod">NAMESPACE/NAME</param>
    /// <returns>the moment at which it was done, by the same clock that the writer and the operator read</returns>
    public async Task<DateTimeOffset> FaultAsync(string fault, string pod, CancellationToken cancellationToken, params string[] more)
    {
        var output = await new CommandLine(_program, ["fault", fault, "--dir", Directory, "--pod", pod, .. more]).OutputAsync(TimeSpan.FromSeconds(20), cancellationToken);
        return At(output);
    }

    /// <summary>Does something bad to a node.</summary>
    /// <param name="fault">node-down, node-up, cutoff or restore</param>
    public async Task<DateTimeOffset> NodeFaultAsync(string fault, string node, CancellationToken cancellationToken) =>
        At(await new CommandLine(_program, ["fault", fault, "--dir", Directory, "--node", node]).OutputAsync(TimeSpan.FromSeconds(20), cancellationToken));

    /// <summary>SIGKILL for all of these in the same instant.</summary>
    /// <param name="containers">NAMESPACE/POD/CONTAINER</param>
    public async Task<DateTimeOffset> KillTogetherAsync(CancellationToken cancellationToken, params string[] containers) =>
        At(await new CommandLine(_program, ["kill", "--dir", Directory, .. containers]).OutputAsync(TimeSpan.FromSeconds(20), cancellationToken));

    public Task<DateTimeOffset> KillAsync(string pod, string container, CancellationToken cancellationToken) =>
        FaultAsync("kill", pod, cancellationToken, "--container", container, "--signal", "9");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _ownDirectory?.Dispose();
    }

    private static DateTimeOffset At(string answer) => DateTimeOffset.Parse(JsonNode.Parse(answer)!["at"]!.GetValue<string>());

    private async Task NodesReadyAsync(int nodes, CancellationToken cancellationToken)
    {
        var kubectl = Kubectl("default");
        var ready = Eventually.GetAsync(
            $"the local cluster has {nodes} Ready nodes",
            TimeSpan.FromSeconds(60),
            ct => kubectl.RunAsync(ct, "get", "nodes", "-o", "jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}"),
            statuses => statuses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(status => status == "True") == nodes,
            statuses => $"node statuses: '{statuses}'; the cluster said last:\n{_process.Tail}",
            cancellationToken);
        if (await Task.WhenAny(ready, _process.Completion) == _process.Completion)
        {
            throw new InvalidOperationException($"The local cluster ended while it started.\n{await _process.Completion}");
        }

        await ready;
    }
}
