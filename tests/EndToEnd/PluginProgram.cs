namespace RedisOperator.EndToEnd;

/// <summary>kubectl of a version with the published plugin on its PATH, as a user has them.</summary>
public sealed class PluginProgram : IDisposable
{
    private readonly TempDirectory _bin;
    private readonly Kubectl _kubectl;

    private PluginProgram(TempDirectory bin, Kubectl kubectl)
    {
        _bin = bin;
        _kubectl = kubectl;
    }

    /// <summary>Publishes the plugin unless the last publish was of the same sources.</summary>
    /// <param name="version">1.32 or 1.35</param>
    public static async Task<PluginProgram> WithAsync(string version, Kubectl kubectl, CancellationToken cancellationToken)
    {
        await new CommandLine(Path.Combine(RepositoryPaths.Root, "scripts", "publish"), "plugin").OutputAsync(TimeSpan.FromMinutes(5), cancellationToken);
        var bin = new TempDirectory("plugin");
        File.CreateSymbolicLink(bin.File("kubectl"), Path.Combine(RepositoryPaths.Artifacts, "tools", $"kubectl-{version}"));
        File.CreateSymbolicLink(bin.File("kubectl-redisgroup"), Path.Combine(RepositoryPaths.Artifacts, "plugin", "kubectl-redisgroup"));
        return new PluginProgram(bin, kubectl);
    }

    /// <summary><c>kubectl redisgroup …</c> in the group's namespace.</summary>
    public CommandLine Command(params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(_kubectl.Command().Environment, StringComparer.Ordinal) { ["PATH"] = $"{_bin.Path}:{Environment.GetEnvironmentVariable("PATH")}" };
        return new CommandLine(_bin.File("kubectl"), ["redisgroup", .. arguments, "--namespace", _kubectl.Namespace]) { Environment = environment };
    }

    public Task<RunResult> RunAsync(CancellationToken cancellationToken, params string[] arguments) => Command(arguments).RunAsync(TimeSpan.FromSeconds(90), cancellationToken);

    public void Dispose() => _bin.Dispose();
}
