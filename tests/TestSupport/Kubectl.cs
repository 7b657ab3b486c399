using System.Text.Json.Nodes;

namespace RedisOperator.TestSupport;

/// <summary>
/// The machine's own kubectl against one cluster and one namespace. Its caches go to a directory of the cluster's, so that
/// nothing of the user's is read or changed.
/// </summary>
public sealed class Kubectl(string kubeconfig, string home, string @namespace)
{
    public string Namespace { get; } = @namespace;

    public static string Program { get; } = FindProgram();

    public Kubectl In(string other) => new(kubeconfig, home, other);

    public CommandLine Command(params string[] arguments) => new(Program, ["--namespace", Namespace, .. arguments])
    {
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["KUBECONFIG"] = kubeconfig, ["HOME"] = home, ["NO_PROXY"] = "127.0.0.1" },
    };

    /// <summary>Runs it and answers how it ended, good or bad.</summary>
    public Task<RunResult> TryAsync(CancellationToken cancellationToken, params string[] arguments) =>
        Command(arguments).RunAsync(TimeSpan.FromSeconds(90), cancellationToken);

    /// <summary>Runs it and answers what it printed.</summary>
    /// <exception cref="RunFailedException">It failed.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await TryAsync(cancellationToken, arguments)).EnsureSuccess().StandardOutput.TrimEnd();

    /// <summary>What the user would type: <c>kubectl apply -f -</c>.</summary>
    public Task<RunResult> ApplyAsync(string yaml, CancellationToken cancellationToken) =>
        (Command("apply", "-f", "-") with { Input = yaml }).RunAsync(TimeSpan.FromSeconds(60), cancellationToken);

    /// <summary>One object, or null if there is none.</summary>
    public async Task<JsonNode?> GetAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var json = await RunAsync(cancellationToken, "get", kind, name, "-o", "json", "--ignore-not-found");
        return json.Length == 0 ? null : JsonNode.Parse(json);
    }

    /// <summary>All objects of these kinds (comma separated) in the namespace.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string kinds, CancellationToken cancellationToken, params string[] more)
    {
        var list = JsonNode.Parse(await RunAsync(cancellationToken, ["get", kinds, "-o", "json", .. more]));
        return [.. list!["items"]!.AsArray().Select(item => item!)];
    }

    private static string FindProgram()
    {
        var fetched = Path.Combine(RepositoryPaths.Artifacts, "tools", "kubectl");
        return File.Exists(fetched) ? fetched : "kubectl";
    }
}
