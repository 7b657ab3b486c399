using System.Diagnostics;

namespace RedisOperator.KubectlHelm.Tests;

/// <summary>A namespace and a home directory of its own for one run of a scenario; `kubectl` and `helm` are the versions in question.</summary>
public sealed class Stage : IAsyncDisposable
{
    // Of what is not in question a scenario uses the newest.
    private const string Kubectl = "kubectl-1.35";
    private const string Helm = "helm-4.1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("stage-");
    private readonly Dictionary<string, string> _environment;
    private readonly Normalizer _normalizer;
    private readonly string _namespace;

    private Stage(PlayedCluster cluster, string name, string version)
    {
        _namespace = $"{name}-{version.Replace(".", "", StringComparison.Ordinal)}";
        _normalizer = new Normalizer(_namespace);
        var programs = _home.CreateSubdirectory("bin").FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "kubectl"), Tools.Program(version.StartsWith("kubectl", StringComparison.Ordinal) ? version : Kubectl));
        File.CreateSymbolicLink(Path.Combine(programs, "helm"), Tools.Program(version.StartsWith("helm", StringComparison.Ordinal) ? version : Helm));
        var kubeconfig = Path.Combine(_home.FullName, "kubeconfig");
        File.Copy(cluster.Kubeconfig, kubeconfig);
        _environment = new Dictionary<string, string>
        {
            ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}",
            ["HOME"] = _home.FullName,
            ["KUBECONFIG"] = kubeconfig,
            ["NS"] = _namespace,
            ["ROOT"] = Tools.Root,
            ["TZ"] = "UTC",
        };
    }

    public static async Task<Stage> OpenAsync(PlayedCluster cluster, string name, string version)
    {
        var stage = new Stage(cluster, name, version);
        (await stage.RunAsync("kubectl create namespace $NS && kubectl config set-context --current --namespace=$NS")).ShouldNotContain("(exit");
        return stage;
    }

    public async Task<IReadOnlyList<Played>> PlayAsync(Scenario scenario)
    {
        var played = new List<Played>();
        foreach (var command in scenario.Commands)
        {
            played.Add(new Played(command, _normalizer.Clean(await RunAsync(command))));
        }

        return played;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kubectl delete namespace $NS --ignore-not-found --wait=true --timeout=60s");
        _home.Delete(recursive: true);
    }

    private async Task<string> RunAsync(string command)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"{{ {command}\n}} 2>&1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = Tools.Folder("manifests"),
        };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return await output + (process.ExitCode == 0 ? "" : $"(exit {process.ExitCode})\n");
        }
        catch (OperationCanceledException e) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"this did not end within {Patience.TotalSeconds:0} s: {command}", e);
        }
    }
}
