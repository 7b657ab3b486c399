namespace RedisOperator.Chart.Tests;

/// <summary>One version of Helm, with a home of its own; with or without a cluster.</summary>
public sealed class Helm : IDisposable
{
    private readonly TempDirectory _home = new("helm");
    private readonly string _program;
    private readonly string? _kubeconfig;

    public Helm(string version, LocalClusterProcess? cluster = null)
    {
        _program = Path.Combine(RepositoryPaths.Artifacts, "tools", version);
        File.Exists(_program).ShouldBeTrue($"{_program} is missing: make tools fetches it");
        _kubeconfig = cluster?.Kubeconfig;
    }

    public static string Chart { get; } = Path.Combine(RepositoryPaths.Root, "charts", "redis-operator");

    public static TheoryData<string> Versions => ["helm-4.1", "helm-3.17"];

    /// <summary>The newest one, where the version is not in question.</summary>
    public static string Newest => "helm-4.1";

    /// <summary>Runs it and answers how it ended, good or bad.</summary>
    public Task<RunResult> TryAsync(CancellationToken cancellationToken, params string[] arguments) => new CommandLine(_program, arguments)
    {
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = _home.Path, ["KUBECONFIG"] = _kubeconfig ?? "/dev/null", ["NO_PROXY"] = "127.0.0.1" },
    }.RunAsync(TimeSpan.FromSeconds(150), cancellationToken);

    /// <summary>Runs it and answers what it printed.</summary>
    /// <exception cref="RunFailedException">It failed.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await TryAsync(cancellationToken, arguments)).EnsureSuccess().StandardOutput;

    /// <summary>What the chart makes of these values.</summary>
    public Task<string> TemplateAsync(CancellationToken cancellationToken, params string[] more) =>
        RunAsync(cancellationToken, ["template", "redis-operator", Chart, "--namespace", "redis-operator-system", .. more]);

    public void Dispose() => _home.Dispose();
}
